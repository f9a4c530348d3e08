import * as fc from "fast-check";

type Assert = <Values>(property: fc.IProperty<Values>, parameters?: fc.Parameters<Values>) => void;

/** @throws an error with the smallest counterexample when a synchronous property does not hold. */
export const assertProperty: Assert = fc.assert;
