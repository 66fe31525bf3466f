/**
 * What every session of the gateway has, whatever the server, the database or the role prescribes. These three are
 * startup parameters, which pgbouncer passes on in every mode and in every version; it refuses most others.
 * https://www.pgbouncer.org/config.html#track_extra_parameters
 */
export const sessionSettings = {
  DateStyle: 'ISO, YMD',
  TimeZone: 'UTC',
  standard_conforming_strings: 'on',
} as const;

/**
 * What a session has if it can be had. The server ends a statement that takes longer than `statement_timeout` (ms), a
 * wait for a lock included; without it the gateway itself gives up after 7.5 s of silence, and cannot tell whether the
 * statement was executed. pgbouncer refuses this one at the start of a session and shares sessions afterwards, so only
 * the role or the database can have it there: `alter role … set statement_timeout = '5s'`.
 */
export const dispensableSettings = { statement_timeout: 5_000 } as const;
