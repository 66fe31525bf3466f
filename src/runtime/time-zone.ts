// dana-node writes X-TIMESTAMP in the time zone of the process, and DANA demands +07:00. Imported before anything
// else, because the zone is read when the first date is made.
// biome-ignore lint/style/noProcessEnv: this is where Node reads the zone from.
process.env.TZ = 'Asia/Jakarta';
