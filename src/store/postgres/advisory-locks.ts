/**
 * Every advisory lock that the gateway acquires, and the only place with their numbers. Postgres keeps advisory
 * locks by number within one database and gives them no meaning, so two uses with one number would exclude each other.
 * All gateways on one database must use the same numbers. docs/operating.md names them for operators.
 */
export const advisoryLocks = {
  /** Held by the session of the one process that migrates; processes that start meanwhile wait for it. */
  migration: 7_306_571,
  /** Held by the one transaction that gives new events their positions; other processes wait for it. */
  eventPositions: 7_306_572,
  /** Held by the one statement that purges raw bodies; other processes do not wait and try again an hour later. */
  bodyRetention: 7_306_573,
  /** Held, shared, by every gateway on an embedded Postgres; the last one to leave gets it exclusively and stops the server. */
  embeddedMembers: 4_716_172_617,
} as const;
