/** The message of each error of JSON-RPC, in the place of the texts of libraries. */
const messages: Readonly<Record<number, string>> = {
  [-32_700]: "The message is not valid JSON, or no message of JSON-RPC 2.0.",
  [-32_600]: "The message is no request of the Model Context Protocol.",
  [-32_601]: "This server does not have the method.",
  [-32_603]:
    "The method could not be run. Its parameters are not as the protocol describes them, or something went wrong on our side.",
};

const messagesOfStatus: Readonly<Record<number, string>> = {
  400: "The request is not as the protocol describes it.",
  406: "Accept both application/json and text/event-stream.",
  413: "The message is larger than 1 MiB.",
  415: "Send the message as application/json.",
};

/** The body of a response with our own messages of errors, those of a tool unchanged. */
export function replaceMessages(text: string, status: number): string {
  if (text === "") return text;
  const body: unknown = JSON.parse(text);
  const replaced = Array.isArray(body)
    ? body.map((message) => replaceMessage(message, status))
    : replaceMessage(body, status);
  return JSON.stringify(replaced);
}

function replaceMessage(message: unknown, status: number): unknown {
  const { error, ...rest } = Object(message);
  if (error === undefined) return message;
  const { code, message: text } = Object(error);
  const own = messages[Number(code)] ?? messagesOfStatus[status] ?? withoutPrefix(String(text));
  return { ...rest, error: { code, message: own } };
}

/** The SDK puts the code before the message of an error. */
function withoutPrefix(text: string): string {
  return text.replace(/^MCP error -?\d+: /, "");
}
