// The few words that the rules and the form share.

export const YES_NO_NA = { yes: "Có", no: "Không", na: "Không áp dụng" };

export const UNKNOWN = "(chưa có số liệu)";

// 9969 is 9.969; takes a BigInt as well, for sums beyond what a Number counts exactly.
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
