/** A request of another system: its headers, and its body as the bytes that were signed. */
export type SignedRequest = { readonly headers: Headers; readonly bytes: Uint8Array };
