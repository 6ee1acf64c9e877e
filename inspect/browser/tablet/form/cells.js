// The control of each type that can be a cell of a table as well as an item.
import { choices } from "./choices.js";
import { dates } from "./dates.js";
import { decimals } from "./decimals.js";
import { numbers } from "./numbers.js";
import { texts } from "./texts.js";
import { times } from "./times.js";

export const CELLS = { yes_no_na: choices, choice: choices, number: numbers, money: numbers, decimal: decimals, date: dates, time: times, text: texts };
