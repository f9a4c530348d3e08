import { readFileSync } from "node:fs";
import redocly from "@redocly/openapi-core";
import core from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";

const { createConfig, lintDocument, makeDocumentFromString, BaseResolver } = redocly;
const { Spectral, Document } = core;

/** Rules of redocly that are off, each with its reason. */
const redoclyExceptions = {
  // The document is served by each installation, under its own address.
  "no-server-example.com": "off",
};

/** Rules of spectral that are off, each with its reason. */
const spectralExceptions = {
  // The rule knows no scopes of an HTTP bearer token, which OpenAPI 3.1 allows.
  "oas3-operation-security-defined": "off",
  // Each installation has an operator of its own.
  "info-contact": "off",
};

async function lintWithRedocly(file, text) {
  const config = await createConfig({ extends: ["recommended"], rules: redoclyExceptions });
  const problems = await lintDocument({
    document: makeDocumentFromString(text, file),
    externalRefResolver: new BaseResolver(config.resolve),
    config: config.styleguide,
  });
  return problems.map(({ ruleId, severity, message, location }) => ({
    tool: "redocly",
    rule: ruleId,
    severity,
    place: location[0]?.pointer ?? "",
    message,
  }));
}

async function lintWithSpectral(file, text) {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [rulesets.oas], rules: spectralExceptions });
  const parser = {
    parse: (input) => ({ data: JSON.parse(input), diagnostics: [], ast: {}, lineMap: [] }),
    getLocationForJsonPath: () => undefined,
    trapAccess: (value) => value,
  };
  const results = await spectral.run(new Document(text, parser, file));
  return results.map(({ code, severity, path, message }) => ({
    tool: "spectral",
    rule: String(code),
    severity: severity === 0 ? "error" : "warn",
    place: path.join("/"),
    message,
  }));
}

const [file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const problems = [...(await lintWithRedocly(file, text)), ...(await lintWithSpectral(file, text))];
for (const { tool, rule, severity, place, message } of problems) {
  process.stdout.write(`${severity} ${tool} ${rule} ${place}: ${message}\n`);
}
process.exitCode = problems.some(({ severity }) => severity === "error") ? 1 : 0;
