/** One alert, from which the rules, the docs and the matrix of alerts and faults are made. */
export interface Alert {
  readonly name: string;
  /** PromQL; the alert is pending while it returns anything. */
  readonly expr: string;
  /** How long it is pending before it fires. */
  readonly for: string;
  /** `page`: wake somebody. `ticket`: within the working day. */
  readonly severity: 'page' | 'ticket';
  /** What happened and what to do next. */
  readonly summary: string;
}
