import * as mappingRoute from "@/app/api/performance/import-mappings/[id]/route";
import * as mappingsRoute from "@/app/api/performance/import-mappings/route";
import * as cancelRoute from "@/app/api/performance/imports/[id]/cancel/route";
import * as rejectionsRoute from "@/app/api/performance/imports/[id]/rejections.csv/route";
import * as importRoute from "@/app/api/performance/imports/[id]/route";
import * as runRoute from "@/app/api/performance/imports/[id]/run/route";
import * as undoRoute from "@/app/api/performance/imports/[id]/undo/route";
import * as importsRoute from "@/app/api/performance/imports/route";
import type { RouteHandler } from "@/lib/api/route";
import type { Context } from "@/lib/context";
import { runImportJob } from "@/lib/performance/imports/requests/run-import-job";
import { type ImportDetail, importDetail } from "@/lib/performance/imports/schemas";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { createMember } from "@/prisma/factories";
import { createSessionHeaders } from "./actors";

type Handler = (...call: Parameters<RouteHandler>) => Promise<Response> | Response;
type Query = Readonly<Record<string, string>>;

const actions = { run: runRoute.POST, cancel: cancelRoute.POST, undo: undoRoute.POST };

/** An administrator who imports by HTTP. Jobs run when `work` is called. */
export class Importer {
  readonly context: Context;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(context: Context, headers: Readonly<Record<string, string>>) {
    this.context = context;
    this.#headers = headers;
  }

  static async create(context: Context): Promise<Importer> {
    const { id } = await createMember(context, { role: "admin" });
    return new Importer(context, createSessionHeaders(await makeSession({ context }, id)));
  }

  send(
    body: Uint8Array<ArrayBuffer> | string,
    query: Query = {},
    contentType = "text/csv",
  ): Promise<Response> {
    const headers = { "content-type": contentType };
    return this.#call(importsRoute.POST, { method: "POST", query, body, headers });
  }

  /** Sends a file, and expects that it is accepted. */
  async start(
    body: Uint8Array<ArrayBuffer> | string,
    query: Query = {},
    contentType = "text/csv",
  ): Promise<ImportDetail> {
    const response = await this.send(body, query, contentType);
    if (response.status !== 202) throw new Error(await response.text());
    return importDetail.parse(await response.json());
  }

  change(id: number, settings: object): Promise<Response> {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(settings);
    return this.#call(importRoute.PATCH, { method: "PATCH", id, body, headers });
  }

  /** Saves, changes or deletes a mapping. @returns the body of the response. */
  async mapping(
    method: "POST" | "PATCH" | "DELETE",
    body: object | undefined,
    id?: number,
  ): Promise<{ readonly id: number } & Readonly<Record<string, unknown>>> {
    const handlers = {
      POST: mappingsRoute.POST,
      PATCH: mappingRoute.PATCH,
      DELETE: mappingRoute.DELETE,
    };
    const headers = { "content-type": "application/json" };
    const sent = { method, headers, ...(id !== undefined && { id }) };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await this.#call(handlers[method], { ...sent, ...text })).json();
  }

  act(id: number, action: keyof typeof actions): Promise<Response> {
    return this.#call(actions[action], { method: "POST", id });
  }

  async get(id: number): Promise<ImportDetail> {
    return importDetail.parse(await (await this.#call(importRoute.GET, { id })).json());
  }

  async list(): Promise<unknown> {
    return (await this.#call(importsRoute.GET, {})).json();
  }

  async readRejections(id: number): Promise<string> {
    return (await this.#call(rejectionsRoute.GET, { id })).text();
  }

  /** Runs the job of an import. @returns the import after it. */
  async work(id: number, signal = new AbortController().signal): Promise<ImportDetail> {
    await runImportJob(this.context, { importId: id }, signal);
    return this.get(id);
  }

  async #call(
    handler: Handler,
    sent: {
      readonly method?: string;
      readonly id?: number;
      readonly query?: Query;
      readonly body?: Uint8Array<ArrayBuffer> | string;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Response> {
    const { method = "GET", id, query = {}, body, headers } = sent;
    const request = new Request(`http://localhost:3000/api/test?${new URLSearchParams(query)}`, {
      method,
      headers: { ...this.#headers, ...headers },
      ...(body !== undefined && { body }),
    });
    return handler(request, {
      params: Promise.resolve(id === undefined ? {} : { id: String(id) }),
    });
  }
}
