declare const unit: unique symbol;

/**
 * A number or text of one unit, which the compiler keeps apart from those of other units. At run time it is the plain
 * value; arithmetic on it gives a plain number, so that the result has to be given its unit again.
 */
export type Brand<Value extends number | bigint | string, Unit extends string> = Value & {
  readonly [unit]: Unit;
};
