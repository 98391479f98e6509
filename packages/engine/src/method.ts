// Names the method that made a measurement's figures: constants, stop rule and calibration together.

/**
 * Rises with every change that can move a figure or its interval; docs/method/measurement.md says what each version changed.
 * Measurements of different versions are told apart by it for ever.
 */
export const METHOD_VERSION = 'pulse-17';
