// The tablet's rules, asked over lines of JSON: a definition to remember, or a document to judge by one.
import { createInterface } from "node:readline";
import { evaluate, inOwnWords, validate } from "../../inspect/browser/tablet/rules/index.js";

const definitions = new Map();

const judge = ({ definition, scope, partial, context, raw }) => {
  // What a tablet would send of this document: it cannot hold all that the text of the line could say.
  const sent = JSON.stringify(raw);
  const result = validate(definitions.get(definition), scope, JSON.parse(sent), { partial });
  const evaluation = evaluate(definitions.get(definition), scope, result.answers, context);
  return { sent, result, evaluation, worded: inOwnWords(evaluation.drafts, result.answers) };
};

const exact = (key, value) => (typeof value === "bigint" ? { whole: String(value) } : value);

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.body) definitions.set(asked.definition, asked.body);
  else process.stdout.write(`${JSON.stringify(judge(asked), exact)}\n`);
}
