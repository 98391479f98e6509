// What tests need of a browser of another maker: a page, and what it says when asked.

/** One window of a browser that has an empty profile; disposing closes it. */
export interface OtherBrowser extends AsyncDisposable {
  /** Product and version as it tells them. */
  readonly version: string;
  /** Loads the address; resolves when its `load` is over. */
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, as JSON carries it. Rejects with the browser's words where it throws. */
  evaluate(expression: string): Promise<unknown>;
}
