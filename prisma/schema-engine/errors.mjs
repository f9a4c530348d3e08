let lastPanic;

/** The WebAssembly engine calls this global with the text of a panic. */
export function installPanicRegistry() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      lastPanic = message;
    },
  };
}

/** @returns the `data` of an error as Prisma's command line expects it from the native engine. */
export function describeError(error) {
  const panic = lastPanic;
  lastPanic = undefined;
  const message = panic ?? error?.message ?? String(error);
  return {
    is_panic: panic !== undefined,
    message,
    meta: error?.meta ?? null,
    error_code: error?.code ?? error?.error_code ?? null,
  };
}
