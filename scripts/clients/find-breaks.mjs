/**
 * What a change of the API's document breaks for its clients: sentences that name the operation and the break. Fields
 * that are added to responses, and optional ones that are added to requests, break nothing.
 */
export function findBreaks(before, after) {
  const breaks = [];
  for (const [path, methods] of Object.entries(before.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const now = after.paths[path]?.[method];
      if (now === undefined) breaks.push(`${operation.operationId} was removed.`);
      else
        compareOperations({ before, after, breaks, name: operation.operationId }, operation, now);
    }
  }
  return [...new Set(breaks)];
}

function compareOperations(change, before, after) {
  if (before.operationId !== after.operationId) {
    change.breaks.push(`${before.operationId} is now called ${after.operationId}.`);
  }
  compareParameters(change, before.parameters ?? [], after.parameters ?? []);
  if (after.requestBody?.required && before.requestBody?.required !== true) {
    change.breaks.push(`${change.name} now requires a body.`);
  }
  compareContents({ ...change, side: "request" }, before.requestBody, after.requestBody);
  for (const [status, response] of Object.entries(before.responses)) {
    if (Number(status) >= 400 || response.content === undefined) continue;
    if (after.responses[status] === undefined) {
      change.breaks.push(`${change.name} no longer responds with ${status}.`);
    } else compareContents({ ...change, side: "response" }, response, after.responses[status]);
  }
}

function compareParameters(change, before, after) {
  const find = (list, { name }) => list.find((each) => each.name === name);
  for (const parameter of before) {
    const now = find(after, parameter);
    const place = `the parameter ${parameter.name}`;
    if (now === undefined) change.breaks.push(`${change.name} has no longer ${place}.`);
    else
      compareSchemas(
        { ...change, side: "request", seen: new Set() },
        place,
        parameter.schema,
        now.schema,
      );
  }
  for (const parameter of after) {
    if (parameter.required && !find(before, parameter)?.required) {
      change.breaks.push(`${change.name} now requires the parameter ${parameter.name}.`);
    }
  }
}

function compareContents(change, before, after) {
  for (const [type, { schema }] of Object.entries(before?.content ?? {})) {
    const now = after?.content?.[type];
    if (now === undefined)
      change.breaks.push(`${change.name} has no longer a ${change.side} of ${type}.`);
    else compareSchemas({ ...change, seen: new Set() }, `the ${change.side}`, schema, now.schema);
  }
}

function resolve(document, schema) {
  const name = schema?.$ref?.split("/").at(-1);
  return name === undefined ? schema : document.components.schemas[name];
}

function compareSchemas(change, place, given, givenNow) {
  if (given?.$ref !== undefined && change.seen.has(given.$ref)) return;
  if (given?.$ref !== undefined) change.seen.add(given.$ref);
  const before = resolve(change.before, given);
  const after = resolve(change.after, givenNow);
  if (before === undefined || after === undefined) return;
  compareTypes(change, place, before, after);
  compareChoices(change, place, before, after);
  compareFields(change, place, before, after);
  if (before.items !== undefined && after.items !== undefined) {
    compareSchemas(change, `the entries of ${place}`, before.items, after.items);
  }
  for (const list of ["anyOf", "oneOf"]) {
    before[list]?.forEach((option, index) => {
      if (after[list]?.[index] !== undefined)
        compareSchemas(change, place, option, after[list][index]);
    });
  }
}

/** The types of a schema's values, with null where it allows null. */
function listTypes(document, schema) {
  const plain = resolve(document, schema);
  const options = plain.anyOf ?? plain.oneOf;
  if (options !== undefined) return options.flatMap((option) => listTypes(document, option));
  if (plain.type === undefined) return [];
  return Array.isArray(plain.type) ? plain.type : [plain.type];
}

function compareTypes({ before, after, breaks, name, side }, place, schema, now) {
  const types = new Set(listTypes(before, schema));
  const typesNow = new Set(listTypes(after, now));
  if (types.size === 0 || typesNow.size === 0) return;
  const isWithin = (some, others) =>
    [...some].every((type) => others.has(type) || (type === "integer" && others.has("number")));
  // A request may take more types than before, and a response have fewer.
  const isKept = side === "request" ? isWithin(types, typesNow) : isWithin(typesNow, types);
  if (!isKept) {
    const list = (some) => [...some].sort().join(" or ");
    breaks.push(`${name}: the type of ${place} was ${list(types)} and is ${list(typesNow)}.`);
  }
}

function compareChoices({ breaks, name, side }, place, before, after) {
  const lost = (before.enum ?? []).filter((choice) => after.enum?.includes(choice) === false);
  for (const choice of lost) {
    const text = JSON.stringify(choice);
    breaks.push(
      side === "request"
        ? `${name}: ${place} no longer takes ${text}.`
        : `${name}: ${place} no longer has ${text}.`,
    );
  }
  if (side === "request" && before.type === "string" && after.enum && !before.enum) {
    breaks.push(`${name}: ${place} now takes only some values.`);
  }
}

function compareFields(change, place, before, after) {
  const { breaks, name, side } = change;
  if (before.properties === undefined || after.properties === undefined) return;
  const required = new Set(before.required ?? []);
  const requiredNow = new Set(after.required ?? []);
  for (const [field, schema] of Object.entries(before.properties)) {
    const now = after.properties[field];
    const fieldPlace = `${field} of ${place}`;
    if (now === undefined) breaks.push(`${name}: ${fieldPlace} was removed.`);
    else compareSchemas(change, fieldPlace, schema, now);
    if (
      side === "response" &&
      now !== undefined &&
      required.has(field) &&
      !requiredNow.has(field)
    ) {
      breaks.push(`${name}: ${fieldPlace} may now be missing.`);
    }
  }
  if (side === "request") {
    for (const field of requiredNow) {
      if (!required.has(field)) breaks.push(`${name} now requires ${field} of ${place}.`);
    }
  }
}
