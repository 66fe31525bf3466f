CREATE TABLE "partner_references" (
	"partner_reference_no" text collate "C" PRIMARY KEY NOT NULL,
	"checkout_id" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "checkout_id" text collate "C";--> statement-breakpoint
-- What was opened as a try is one: it bears a number and the content hash of one.
UPDATE "orders" SET "checkout_id" = "checkouts"."id" FROM "checkouts"
WHERE "checkouts"."try_hashes" @> to_jsonb("orders"."content_hash")
	AND ("orders"."partner_reference_no" = "checkouts"."partner_reference_no"
		OR ("orders"."partner_reference_no" ~ '-[2-5]$' AND left("orders"."partner_reference_no", -2) = "checkouts"."partner_reference_no"));--> statement-breakpoint
INSERT INTO "partner_references" SELECT "partner_reference_no", "checkout_id" FROM "orders";--> statement-breakpoint
INSERT INTO "partner_references" SELECT "partner_reference_no", "id" FROM "checkouts" ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "checkouts" DROP COLUMN "try_hashes";