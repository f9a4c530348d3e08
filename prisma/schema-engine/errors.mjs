let lastPanic;

/** The WebAssembly engine hands the text of a panic to this global before it traps. */
export function installPanicRegistry() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      lastPanic = message;
    },
  };
}

/** The `data` of an error as Prisma's command line expects it from its native engine. */
export function describeFault(error) {
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
