CREATE TYPE "public"."inbox_disposition" AS ENUM('APPLIED', 'DUPLICATE', 'NO_OP', 'QUARANTINED', 'ORPHAN');--> statement-breakpoint
CREATE TYPE "public"."incident_kind" AS ENUM('QUARANTINED', 'ORPHANED', 'CONTRADICTED', 'UNKNOWN_FOR_LONG', 'MISCONFIGURED', 'REFUNDED_ELSEWHERE');--> statement-breakpoint
CREATE TYPE "public"."operation_status" AS ENUM('PENDING', 'SUCCEEDED', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."order_event_source" AS ENUM('API', 'CREATE_ANSWER', 'CANCEL_ANSWER', 'REFUND_ANSWER', 'FINISH_NOTIFY', 'QUERY', 'OPERATOR');--> statement-breakpoint
CREATE TYPE "public"."order_fact_type" AS ENUM('CREATED', 'ACCEPTED', 'DECLINED', 'NOT_FOUND', 'NEVER_CREATED', 'PAID', 'PAYMENT_FAILED', 'EXPIRED', 'CANCEL_REQUESTED', 'CANCELLED', 'CANCEL_REFUSED', 'REFUND_REQUESTED', 'REFUNDED', 'REFUND_REFUSED', 'REFUNDED_ELSEWHERE', 'CONTRADICTED');--> statement-breakpoint
CREATE TYPE "public"."order_status" AS ENUM('CONFIRMING', 'PENDING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'FAILED');--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"body" text collate "C" NOT NULL,
	"timestamp" text collate "C" NOT NULL,
	"partner_reference_no" text collate "C",
	"latest_transaction_status" text collate "C",
	"amount" bigint,
	"disposition" "inbox_disposition" NOT NULL,
	"order_id" text collate "C",
	"order_version" integer,
	CONSTRAINT "inbox_only_strangers_lack_an_order" CHECK ("inbox"."order_id" is not null or "inbox"."disposition" in ('QUARANTINED', 'ORPHAN')),
	CONSTRAINT "inbox_applied_names_its_version" CHECK (("inbox"."disposition" = 'APPLIED') = ("inbox"."order_version" is not null))
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" "incident_kind" NOT NULL,
	"dedupe_key" text collate "C" NOT NULL,
	"order_id" text collate "C",
	"partner_reference_no" text collate "C",
	"detail" text collate "C" NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "incidents_dedupe_key" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"source" "order_event_source" NOT NULL,
	"type" "order_fact_type" NOT NULL,
	"status" "order_status" NOT NULL,
	"fact" jsonb NOT NULL,
	CONSTRAINT "order_events_one_per_version" UNIQUE("order_id","version"),
	CONSTRAINT "order_events_version_counts_from_1" CHECK ("order_events"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"partner_reference_no" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"amount" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"external_store_id" text collate "C",
	"sub_merchant_id" text collate "C",
	"goods" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"status" "order_status" NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"reference_no" text collate "C",
	"pay_method" text collate "C",
	"pay_option" text collate "C",
	"instruction" jsonb,
	"paid_at" timestamp (3) with time zone,
	"paid" bigint NOT NULL,
	"refunded" bigint NOT NULL,
	"refund_pending" bigint NOT NULL,
	"voided" bigint NOT NULL,
	"cancellation_status" "operation_status",
	"cancellation_requested_at" timestamp (3) with time zone,
	"cancellation_reason" text collate "C",
	"not_found_at" timestamp (3) with time zone,
	"contradictions" jsonb NOT NULL,
	"create_request" text collate "C",
	"due_at" timestamp (3) with time zone,
	"attempt_count" integer NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	CONSTRAINT "orders_partner_reference_no" UNIQUE("partner_reference_no"),
	CONSTRAINT "orders_version_counts_from_1" CHECK ("orders"."version" >= 1),
	CONSTRAINT "orders_amount_is_positive" CHECK ("orders"."amount" > 0),
	CONSTRAINT "orders_paid_is_within_amount" CHECK ("orders"."paid" between 0 and "orders"."amount"),
	CONSTRAINT "orders_given_back_is_not_negative" CHECK ("orders"."refunded" >= 0 and "orders"."refund_pending" >= 0 and "orders"."voided" >= 0),
	CONSTRAINT "orders_given_back_is_within_paid" CHECK ("orders"."refunded" + "orders"."refund_pending" + "orders"."voided" <= "orders"."paid"),
	CONSTRAINT "orders_void_excludes_pending_refund" CHECK (not ("orders"."voided" > 0 and "orders"."refund_pending" > 0)),
	CONSTRAINT "orders_pending_cancel_excludes_pending_refund" CHECK (not ("orders"."refund_pending" > 0 and "orders"."cancellation_status" is not distinct from 'PENDING')),
	CONSTRAINT "orders_cancellation_is_whole" CHECK (("orders"."cancellation_status" is null) = ("orders"."cancellation_requested_at" is null)),
	CONSTRAINT "orders_attempts_are_counted" CHECK ("orders"."attempt_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"partner_refund_no" text collate "C" NOT NULL,
	"refund_no" text collate "C",
	"amount" bigint NOT NULL,
	"reason" text collate "C",
	"status" "operation_status" NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"request" text collate "C",
	CONSTRAINT "refunds_partner_refund_no" UNIQUE("partner_refund_no"),
	CONSTRAINT "refunds_amount_is_positive" CHECK ("refunds"."amount" > 0)
);
--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbox_of_order" ON "inbox" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "inbox_orphans" ON "inbox" USING btree ("partner_reference_no","received_at","id") WHERE "inbox"."disposition" = 'ORPHAN';--> statement-breakpoint
CREATE INDEX "incidents_newest" ON "incidents" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_newest_by_kind" ON "incidents" USING btree ("kind","occurred_at","id");--> statement-breakpoint
CREATE INDEX "orders_reference_no" ON "orders" USING btree ("reference_no");--> statement-breakpoint
CREATE INDEX "orders_newest" ON "orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "orders_newest_by_status" ON "orders" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_newest_by_pay_method" ON "orders" USING btree ("pay_method","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_updated_at" ON "orders" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_leased" ON "orders" USING btree ("leased_until") WHERE "orders"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX "refunds_of_order" ON "refunds" USING btree ("order_id","created_at","id");