CREATE TABLE "repeat_refusals" (
	"operation" text collate "C" PRIMARY KEY NOT NULL,
	"refused_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "account_owed_at" timestamp (3) with time zone;