// What a field knows of the form around it.
import { createContext } from 'svelte';

export interface FormAround {
  readonly of: string;
  /** What is wrong with a field; undefined where nothing is. */
  readonly faultOf: (name: string) => string | undefined;
  /** What was typed when the form was refused; undefined before. */
  readonly typedOf: (name: string) => string | undefined;
  /** Whether one goes on from this field. */
  readonly isFirst: (name: string) => boolean;
}

export const [formAround, setFormAround] = createContext<FormAround>();
