import * as fc from "fast-check";

type Assert = <Values>(property: fc.IProperty<Values>, parameters?: fc.Parameters<Values>) => void;

/** Checks a synchronous property; throws with the smallest counterexample when it does not hold. */
export const assertProperty: Assert = fc.assert;
