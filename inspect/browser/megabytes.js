// How large files are said to be where they are compared with a limit: rounded up, so that what is too large never looks as if
// it were not.
const MB = 1_000_000;

export const heavier = (bytes, limitMb) => bytes > limitMb * MB;

export const megabytes = (bytes) => `${String(Math.ceil((10 * bytes) / MB) / 10).replace(".", ",")} MB`;
