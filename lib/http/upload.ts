/** The file that a request carries. It can be read once. */
export type Upload = {
  /** Lower case, without parameters. */
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
};
