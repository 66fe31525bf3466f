CREATE TABLE "checkout_access_revocations" (
	"checkout_id" text collate "C" PRIMARY KEY NOT NULL,
	"revoked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "checkout_access_revocations_at" ON "checkout_access_revocations" USING btree ("revoked_at");