CREATE TABLE "order_access_revocations" (
	"order_id" text collate "C" PRIMARY KEY NOT NULL,
	"revoked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "server_keys_hash" UNIQUE("hash"),
	CONSTRAINT "server_keys_hash_is_sha256" CHECK ("server_keys"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"partner_reference_no" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"amount" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"return_url" text collate "C",
	"external_store_id" text collate "C",
	"sub_merchant_id" text collate "C",
	"goods" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"try_hashes" jsonb NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"lease_id" text collate "C",
	CONSTRAINT "checkouts_partner_reference_no" UNIQUE("partner_reference_no"),
	CONSTRAINT "checkouts_amount_is_positive" CHECK ("checkouts"."amount" > 0),
	CONSTRAINT "checkouts_lease_is_whole" CHECK (("checkouts"."leased_until" is null) = ("checkouts"."lease_id" is null)),
	CONSTRAINT "checkouts_reference_leaves_room" CHECK (length("checkouts"."partner_reference_no") <= 22)
);
--> statement-breakpoint
CREATE TABLE "purged_bodies" (
	"source" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"purged_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "purged_bodies_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE INDEX "order_access_revocations_at" ON "order_access_revocations" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "server_keys_revoked" ON "server_keys" USING btree ("revoked_at");