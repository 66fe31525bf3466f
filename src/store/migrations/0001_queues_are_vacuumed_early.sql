-- These tables have indexes of what waits, whose first entries are the dead ones. By default Postgres vacuums when a fifth of a
-- table has changed: with ten million orders every search for what is due would pass two million dead entries.
ALTER TABLE "orders" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);--> statement-breakpoint
ALTER TABLE "event_places" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
