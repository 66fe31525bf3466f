ALTER TYPE "public"."incident_kind" ADD VALUE 'EVENT_UNDELIVERED';--> statement-breakpoint
CREATE TABLE "event_deliveries" (
	"endpoint_url" text collate "C" NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp (3) with time zone,
	"leased_until" timestamp (3) with time zone,
	"attempt_count" integer NOT NULL,
	"first_attempt_at" timestamp (3) with time zone,
	"failure" text collate "C",
	CONSTRAINT "event_deliveries_endpoint_url_order_id_version_pk" PRIMARY KEY("endpoint_url","order_id","version"),
	CONSTRAINT "event_deliveries_attempts_are_counted" CHECK ("event_deliveries"."attempt_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "event_endpoints" (
	"url" text collate "C" PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "snapshot" jsonb;--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "position" bigint;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_endpoint_url_event_endpoints_url_fk" FOREIGN KEY ("endpoint_url") REFERENCES "public"."event_endpoints"("url") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event" FOREIGN KEY ("order_id","version") REFERENCES "public"."order_events"("order_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_deliveries_due" ON "event_deliveries" USING btree ("endpoint_url","due_at") WHERE "event_deliveries"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "order_events_unplaced" ON "order_events" USING btree ("id") WHERE "order_events"."position" is null;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_position" UNIQUE("position");