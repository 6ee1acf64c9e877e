// A value that the question does not accept: pairs of the place within the value and what is expected there.
export class Wrong extends Error {
  constructor(...faults) {
    super(faults.map(([, what]) => what).join(" "));
    this.faults = faults;
  }
}
