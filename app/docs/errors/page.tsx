import type { Metadata } from "next";
import { ApiText } from "@/components/api-reference/api-text";
import { ProductMark } from "@/components/layout/product-mark";
import {
  getProblemKind,
  paramMeanings,
  problemCodes,
  problemExplanations,
} from "@/lib/api/problem-codes";
import { paramCodes } from "@/lib/param-codes";

export const metadata: Metadata = { title: "Errors of the API" };

/** The page to which the `type` of every error response leads, without signing in: a section for each code. */
export default function ErrorsPage() {
  return (
    <main lang="en" className="mx-auto grid w-full max-w-3xl gap-6 px-4 py-12">
      <ProductMark />
      <h1 className="font-semibold text-2xl">Errors of the API</h1>
      <p>
        <ApiText text="Every error is `application/problem+json` (RFC 9457). `code` says why the request was rejected, `detail` says it to people, and `type` leads to the section about the code." />
      </p>
      {problemCodes.map((code) => {
        const { status, title } = getProblemKind(code);
        const { means, next } = problemExplanations[code];
        return (
          <section key={code} id={code} className="scroll-mt-6">
            <h2 className="font-mono font-semibold">{code}</h2>
            <p className="text-muted text-sm">
              {status} {title}
            </p>
            <p>
              <ApiText text={means} /> <ApiText text={next} />
            </p>
          </section>
        );
      })}
      <section id="invalid_params" className="scroll-mt-6">
        <h2 className="mb-2 font-semibold">
          Codes in <code className="font-mono">invalid_params</code>
        </h2>
        <dl className="grid gap-2">
          {paramCodes.map((code) => (
            <div key={code} id={`param-${code}`}>
              <dt className="font-mono">{code}</dt>
              <dd>
                <ApiText text={paramMeanings[code]} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
