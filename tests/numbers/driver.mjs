// The browser's converters, asked over lines of JSON: [name of the converter, text] gives the number or the sentence.
import { createInterface } from "node:readline";
import { withComma } from "../../inspect/browser/tablet/rules/fractions.js";
import { clockTime, decimal, measured, NotANumber, whole } from "../../inspect/browser/tablet/rules/numbers.js";

const readers = { whole, decimal, measured, clock_time: clockTime };

const answer = (name, typed) => {
  if (name === "with_comma") return { shown: withComma(Number(typed)), field: withComma(Number(typed), { grouping: false }) };
  try {
    const number = readers[name](typed);
    return Object.is(number, -0) ? { number: "-0" } : { number };
  } catch (error) {
    if (error instanceof NotANumber) return { refused: error.message };
    throw error;
  }
};

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(answer(...JSON.parse(line)))}\n`);
