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
