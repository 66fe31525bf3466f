CREATE TYPE "public"."operator_role" AS ENUM('viewer', 'support', 'finance', 'approver', 'admin');--> statement-breakpoint
CREATE TYPE "public"."sign_in_way" AS ENUM('KEY', 'LINK', 'OPENID');--> statement-breakpoint
CREATE TYPE "public"."approval_act" AS ENUM('REFUND', 'CANCELLATION', 'CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED');--> statement-breakpoint
CREATE TYPE "public"."approval_status" AS ENUM('WAITING', 'GRANTED', 'REFUSED', 'EXPIRED');--> statement-breakpoint
CREATE TYPE "public"."incident_kind" AS ENUM('QUARANTINED', 'ORPHANED', 'CONTRADICTED', 'UNKNOWN_FOR_LONG', 'STUCK', 'MISCONFIGURED', 'CREATED_BEFORE', 'REFUNDED_ELSEWHERE', 'REFUND_RETURNED', 'CHARGED_BACK', 'FROZEN', 'INSUFFICIENT_MERCHANT_BALANCE', 'SETTLEMENT_AMOUNT_DIFFERS', 'SETTLEMENT_FEE_DIFFERS', 'SETTLEMENT_UNKNOWN', 'SETTLEMENT_DOUBLED', 'SETTLEMENT_MISSING', 'SETTLEMENT_ADJUSTMENT', 'EVENT_UNDELIVERED', 'BACKGROUND_WORK_FAILING');--> statement-breakpoint
CREATE TYPE "public"."incident_status" AS ENUM('OPEN', 'ACKNOWLEDGED', 'RESOLVED');--> statement-breakpoint
CREATE TYPE "public"."inbox_disposition" AS ENUM('APPLIED', 'DUPLICATE', 'NO_OP', 'QUARANTINED', 'ORPHANED');--> statement-breakpoint
CREATE TYPE "public"."operation_status" AS ENUM('PENDING', 'SUCCEEDED', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."order_event_source" AS ENUM('API', 'GATEWAY', 'CREATE_ANSWER', 'CANCEL_ANSWER', 'REFUND_ANSWER', 'FINISH_NOTIFY', 'QUERY', 'SETTLEMENT', 'OPERATOR');--> statement-breakpoint
CREATE TYPE "public"."order_fact_type" AS ENUM('CREATED', 'ACCEPTED', 'DECLINED', 'NOT_FOUND', 'NEVER_CREATED', 'PAID', 'PAYMENT_FAILED', 'EXPIRED', 'CANCELLATION_REQUESTED', 'CANCELLED', 'CANCELLATION_DECLINED', 'APPROVAL_REQUESTED', 'APPROVAL_GRANTED', 'APPROVAL_REFUSED', 'APPROVAL_EXPIRED', 'REFUND_REQUESTED', 'REFUNDED', 'REFUND_DECLINED', 'REFUND_RETURNED', 'CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED', 'REFUNDED_ELSEWHERE', 'CHARGED_BACK', 'CHARGEBACK_RETURNED', 'FROZEN', 'RELEASED', 'CONTRADICTED');--> statement-breakpoint
CREATE TYPE "public"."order_status" AS ENUM('CONFIRMING', 'PENDING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."reported_state" AS ENUM('NOT_PAID', 'PAID', 'CANCELLED', 'CLOSED', 'FAILED', 'NOT_FOUND');--> statement-breakpoint
CREATE TYPE "public"."line_refusal" AS ENUM('ORDER_NOT_FOUND', 'DUPLICATE', 'NOT_REFUNDABLE', 'EXCEEDS_BALANCE', 'NUMBER_TAKEN', 'CANNOT_BE_SENT');--> statement-breakpoint
CREATE TYPE "public"."refund_batch_line_status" AS ENUM('WAITING', 'REQUESTED', 'REFUSED');--> statement-breakpoint
CREATE TYPE "public"."refund_batch_status" AS ENUM('WAITING', 'RUNNING', 'STOPPED', 'DONE', 'REFUSED', 'EXPIRED');--> statement-breakpoint
CREATE TYPE "public"."settlement_import_status" AS ENUM('STAGED', 'IMPORTED', 'ABANDONED');--> statement-breakpoint
CREATE TYPE "public"."settlement_type" AS ENUM('ACQUIRING_ORDER', 'CAPTURE', 'VOUCHER_DEDUCTION', 'REFUND', 'CANCEL', 'CHARGEBACK');--> statement-breakpoint
CREATE TYPE "public"."settlement_unit_kind" AS ENUM('MERCHANT', 'DIVISION', 'SHOP');--> statement-breakpoint
CREATE TABLE "checkout_access_revocations" (
	"checkout_id" text collate "C" PRIMARY KEY NOT NULL,
	"revoked_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" jsonb NOT NULL,
	CONSTRAINT "checkout_access_revocations_actor_is_whole" CHECK (coalesce("checkout_access_revocations"."revoked_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))
);
--> statement-breakpoint
CREATE TABLE "console_sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"hash" text collate "C" NOT NULL,
	"operator_id" text collate "C" NOT NULL,
	"way" "sign_in_way" NOT NULL,
	"key_id" text collate "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" jsonb,
	CONSTRAINT "console_sessions_hash" UNIQUE("hash"),
	CONSTRAINT "console_sessions_hash_is_sha256" CHECK ("console_sessions"."hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "console_sessions_of_keys_name_them" CHECK (("console_sessions"."way" = 'KEY') = ("console_sessions"."key_id" is not null)),
	CONSTRAINT "console_sessions_revocation_is_whole" CHECK (("console_sessions"."revoked_at" is null) = ("console_sessions"."revoked_by" is null)
        and ("console_sessions"."revoked_by" is null or coalesce("console_sessions"."revoked_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)))
);
--> statement-breakpoint
CREATE TABLE "operator_subjects" (
	"issuer" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"operator_id" text collate "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" jsonb NOT NULL,
	CONSTRAINT "operator_subjects_issuer_subject_pk" PRIMARY KEY("issuer","subject"),
	CONSTRAINT "operator_subjects_creator_is_whole" CHECK (coalesce("operator_subjects"."created_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"role" "operator_role" NOT NULL,
	"each_max" bigint,
	"day_max" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" jsonb NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" jsonb,
	CONSTRAINT "operators_name" UNIQUE("name"),
	CONSTRAINT "operators_creator_is_whole" CHECK (coalesce("operators"."created_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)),
	CONSTRAINT "operators_revocation_is_whole" CHECK (("operators"."revoked_at" is null) = ("operators"."revoked_by" is null)
        and ("operators"."revoked_by" is null or coalesce("operators"."revoked_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))),
	CONSTRAINT "operators_ceilings_are_positive" CHECK ("operators"."each_max" > 0 and "operators"."day_max" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_access_revocations" (
	"order_id" text collate "C" PRIMARY KEY NOT NULL,
	"revoked_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" jsonb NOT NULL,
	CONSTRAINT "order_access_revocations_actor_is_whole" CHECK (coalesce("order_access_revocations"."revoked_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))
);
--> statement-breakpoint
CREATE TABLE "server_keys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"scopes" jsonb NOT NULL,
	"operator_id" text collate "C",
	"each_max" bigint,
	"day_max" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" jsonb,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "server_keys_hash" UNIQUE("hash"),
	CONSTRAINT "server_keys_hash_is_sha256" CHECK ("server_keys"."hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "server_keys_of_people_have_no_rights_of_their_own" CHECK ("server_keys"."operator_id" is null or ("server_keys"."scopes" = '[]' and "server_keys"."each_max" is null and "server_keys"."day_max" is null)),
	CONSTRAINT "server_keys_ceilings_are_positive" CHECK ("server_keys"."each_max" > 0 and "server_keys"."day_max" > 0),
	CONSTRAINT "server_keys_creator_is_whole" CHECK (coalesce("server_keys"."created_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)),
	CONSTRAINT "server_keys_revocation_is_whole" CHECK (("server_keys"."revoked_at" is null) = ("server_keys"."revoked_by" is null)
        and ("server_keys"."revoked_by" is null or coalesce("server_keys"."revoked_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)))
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"operator_id" text collate "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "sign_in_links_hash_is_sha256" CHECK ("sign_in_links"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "used_sign_in_flows" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_sign_in_flows_hash_is_sha256" CHECK ("used_sign_in_flows"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"act" "approval_act" NOT NULL,
	"amount" bigint NOT NULL,
	"partner_refund_no" text collate "C",
	"reason" text collate "C",
	"content_hash" text collate "C",
	"evidence" jsonb,
	"refund_id" text collate "C",
	"requested_by" jsonb NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"status" "approval_status" NOT NULL,
	"decided_by" jsonb,
	"ended_at" timestamp (3) with time zone,
	"decision_reason" text collate "C",
	CONSTRAINT "approvals_partner_refund_no" UNIQUE("partner_refund_no"),
	CONSTRAINT "approvals_amount_is_positive" CHECK ("approvals"."amount" > 0),
	CONSTRAINT "approvals_expire_after_their_request" CHECK ("approvals"."expires_at" > "approvals"."requested_at"),
	CONSTRAINT "approvals_requester_is_known" CHECK (coalesce("approvals"."requested_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false) and "approvals"."requested_by" ->> 'id' is not null),
	CONSTRAINT "approvals_need_two_people" CHECK ("approvals"."decided_by" is null or ("approvals"."decided_by" ->> 'kind' = 'OPERATOR'
        and "approvals"."decided_by" ->> 'id' is not null and "approvals"."decided_by" ->> 'id' <> "approvals"."requested_by" ->> 'id')),
	CONSTRAINT "approvals_end_is_whole" CHECK (("approvals"."status" = 'WAITING') = ("approvals"."ended_at" is null)
        and ("approvals"."status" in ('GRANTED', 'REFUSED')) = ("approvals"."decided_by" is not null)
        and ("approvals"."decided_by" is null) = ("approvals"."decision_reason" is null)),
	CONSTRAINT "approvals_of_refunds_have_a_number" CHECK (("approvals"."act" = 'REFUND') = ("approvals"."partner_refund_no" is not null)
        and ("approvals"."act" = 'CANCELLATION') = ("approvals"."content_hash" is null)),
	CONSTRAINT "approvals_of_facts_have_evidence" CHECK (("approvals"."act"::text in ('CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED')) = ("approvals"."evidence" is not null)
        and ("approvals"."evidence" is null or coalesce(length("approvals"."evidence" ->> 'text') > 0
          and length("approvals"."evidence" ->> 'reference') > 0, false))
        and ("approvals"."evidence" is null or "approvals"."requested_by" ->> 'kind' = 'OPERATOR')
        and ("approvals"."act"::text = 'ADJUSTMENT_ASSIGNED') = ("approvals"."refund_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "daily_returns" (
	"actor_id" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"requested" bigint NOT NULL,
	"alone" bigint NOT NULL,
	"requested_max" bigint,
	"alone_max" bigint,
	CONSTRAINT "daily_returns_actor_id_day_pk" PRIMARY KEY("actor_id","day"),
	CONSTRAINT "daily_returns_are_within_the_ceiling" CHECK ("daily_returns"."requested" <= "daily_returns"."requested_max"),
	CONSTRAINT "daily_returns_alone_are_within_the_rule" CHECK ("daily_returns"."alone" <= "daily_returns"."alone_max"),
	CONSTRAINT "daily_returns_alone_are_requested" CHECK ("daily_returns"."alone" between 0 and "daily_returns"."requested")
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"partner_reference_no" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"amount" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"return_url" text collate "C",
	"success_url" text collate "C",
	"external_store_id" text collate "C",
	"sub_merchant_id" text collate "C",
	"goods" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" jsonb,
	"end_reason" text collate "C",
	"leased_until" timestamp (3) with time zone,
	"lease_id" text collate "C",
	CONSTRAINT "checkouts_partner_reference_no" UNIQUE("partner_reference_no"),
	CONSTRAINT "checkouts_amount_is_positive" CHECK ("checkouts"."amount" > 0),
	CONSTRAINT "checkouts_actor_is_whole" CHECK (coalesce("checkouts"."actor" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)),
	CONSTRAINT "checkouts_end_is_whole" CHECK (("checkouts"."ended_at" is null) = ("checkouts"."ended_by" is null) and ("checkouts"."ended_at" is null) = ("checkouts"."end_reason" is null)
        and ("checkouts"."ended_by" is null or coalesce("checkouts"."ended_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))),
	CONSTRAINT "checkouts_lease_is_whole" CHECK (("checkouts"."leased_until" is null) = ("checkouts"."lease_id" is null)),
	CONSTRAINT "checkouts_reference_leaves_room" CHECK (length("checkouts"."partner_reference_no") <= 22)
);
--> statement-breakpoint
CREATE TABLE "partner_references" (
	"partner_reference_no" text collate "C" PRIMARY KEY NOT NULL,
	"checkout_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "event_deliveries" (
	"endpoint_url" text collate "C" NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"position" bigint NOT NULL,
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
CREATE TABLE "event_places" (
	"number" bigint PRIMARY KEY NOT NULL,
	"position" bigint
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text collate "C" PRIMARY KEY DEFAULT 'inc_' || gen_random_uuid() NOT NULL,
	"kind" "incident_kind" NOT NULL,
	"dedupe_key" text collate "C" NOT NULL,
	"order_id" text collate "C",
	"partner_reference_no" text collate "C",
	"detail" text collate "C" NOT NULL,
	"status" "incident_status" NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"last_occurred_at" timestamp (3) with time zone NOT NULL,
	"occurrence_count" integer NOT NULL,
	"reopened_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" jsonb,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by" jsonb,
	"resolution" text collate "C",
	"notification_id" text collate "C",
	"alert_due_at" timestamp (3) with time zone,
	"alert_attempt_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "incidents_dedupe_key" UNIQUE("dedupe_key"),
	CONSTRAINT "incidents_resolution_is_whole" CHECK (("incidents"."status" = 'RESOLVED') = ("incidents"."resolved_at" is not null)
        and ("incidents"."resolved_at" is null) = ("incidents"."resolved_by" is null) and ("incidents"."resolved_at" is null) = ("incidents"."resolution" is null)),
	CONSTRAINT "incidents_acknowledgement_is_whole" CHECK (("incidents"."status" <> 'ACKNOWLEDGED' or "incidents"."acknowledged_at" is not null)
        and ("incidents"."acknowledged_at" is null) = ("incidents"."acknowledged_by" is null)),
	CONSTRAINT "incidents_actors_are_whole" CHECK (("incidents"."acknowledged_by" is null or coalesce("incidents"."acknowledged_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))
        and ("incidents"."resolved_by" is null or coalesce("incidents"."resolved_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))),
	CONSTRAINT "incidents_occurrences_count_from_1" CHECK ("incidents"."occurrence_count" >= 1)
);
--> statement-breakpoint
CREATE TABLE "create_requests" (
	"order_id" text collate "C" PRIMARY KEY NOT NULL,
	"body" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"body" text collate "C" NOT NULL,
	"timestamp" text collate "C" NOT NULL,
	"key_fingerprint" text collate "C" NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"replay_count" integer DEFAULT 0 NOT NULL,
	"partner_reference_no" text collate "C",
	"latest_transaction_status" text collate "C",
	"amount" bigint,
	"disposition" "inbox_disposition" NOT NULL,
	"order_id" text collate "C",
	"order_version" integer,
	CONSTRAINT "inbox_has_an_order" CHECK ("inbox"."order_id" is not null or "inbox"."disposition" in ('QUARANTINED', 'ORPHANED')),
	CONSTRAINT "inbox_applied_names_its_version" CHECK (("inbox"."disposition" = 'APPLIED') = ("inbox"."order_version" is not null))
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text collate "C" NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"source" "order_event_source" NOT NULL,
	"actor" jsonb NOT NULL,
	"type" "order_fact_type" NOT NULL,
	"status" "order_status" NOT NULL,
	"fact" jsonb NOT NULL,
	"snapshot" jsonb,
	"trace" text collate "C",
	CONSTRAINT "order_events_id" UNIQUE("id"),
	CONSTRAINT "order_events_one_per_version" UNIQUE("order_id","version"),
	CONSTRAINT "order_events_version_counts_from_1" CHECK ("order_events"."version" >= 1),
	CONSTRAINT "order_events_actor_is_whole" CHECK (coalesce("order_events"."actor" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)),
	CONSTRAINT "order_events_actor_fits_source" CHECK (("order_events"."actor" ->> 'kind' = 'DANA') = ("order_events"."source" not in ('API', 'GATEWAY', 'OPERATOR')))
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
	"checkout_id" text collate "C",
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
	"returned" bigint NOT NULL,
	"refund_pending" bigint NOT NULL,
	"waiting_approvals" jsonb NOT NULL,
	"reserved" bigint NOT NULL,
	"voided" bigint NOT NULL,
	"paid_with" jsonb NOT NULL,
	"charged_back" bigint NOT NULL,
	"chargeback_won" bigint NOT NULL,
	"transferred" bigint NOT NULL,
	"returned_twice" bigint NOT NULL,
	"is_frozen" boolean NOT NULL,
	"cancellation_status" "operation_status",
	"cancellation_requested_at" timestamp (3) with time zone,
	"cancellation_actor" jsonb,
	"cancellation_reason" text collate "C",
	"not_found_at" timestamp (3) with time zone,
	"contradictions" jsonb NOT NULL,
	"phone_digits" text collate "C",
	"due_at" timestamp (3) with time zone,
	"attempt_count" integer NOT NULL,
	"report_needed_after" timestamp (3) with time zone,
	"leased_until" timestamp (3) with time zone,
	"late_query_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"reported_at" timestamp (3) with time zone,
	"reported_state" "reported_state",
	"unanswered_at" timestamp (3) with time zone,
	CONSTRAINT "orders_partner_reference_no" UNIQUE("partner_reference_no"),
	CONSTRAINT "orders_version_counts_from_1" CHECK ("orders"."version" >= 1),
	CONSTRAINT "orders_amount_is_positive" CHECK ("orders"."amount" > 0),
	CONSTRAINT "orders_sums_are_not_negative" CHECK (least("orders"."paid", "orders"."refunded", "orders"."returned", "orders"."refund_pending", "orders"."reserved", "orders"."voided", "orders"."charged_back",
        "orders"."chargeback_won", "orders"."transferred", "orders"."returned_twice") >= 0),
	CONSTRAINT "orders_paid_is_within_amount" CHECK ("orders"."paid" <= "orders"."amount"),
	CONSTRAINT "orders_returned_is_within_refunded" CHECK ("orders"."returned" <= "orders"."refunded"),
	CONSTRAINT "orders_charged_back_is_within_paid" CHECK ("orders"."charged_back" <= "orders"."paid"),
	CONSTRAINT "orders_chargeback_won_is_charged_back" CHECK ("orders"."chargeback_won" <= "orders"."charged_back"),
	CONSTRAINT "orders_transferred_is_within_paid" CHECK ("orders"."transferred" <= "orders"."paid"),
	CONSTRAINT "orders_returned_twice_is_past_dana" CHECK ("orders"."returned_twice" <= "orders"."charged_back" - "orders"."chargeback_won" + "orders"."transferred"),
	CONSTRAINT "orders_reserved_is_left" CHECK ("orders"."refunded" - "orders"."returned" + "orders"."refund_pending" + "orders"."reserved" + "orders"."voided"
        + "orders"."charged_back" - "orders"."chargeback_won" + "orders"."transferred" - "orders"."returned_twice" <= "orders"."paid"),
	CONSTRAINT "orders_void_excludes_pending_refund" CHECK (least("orders"."voided", "orders"."refund_pending") = 0),
	CONSTRAINT "orders_pending_cancel_excludes_refunds" CHECK (not ("orders"."cancellation_status" = 'PENDING' and "orders"."refund_pending" + "orders"."reserved" > 0)),
	CONSTRAINT "orders_cancellation_is_whole" CHECK (num_nulls("orders"."cancellation_status", "orders"."cancellation_requested_at", "orders"."cancellation_actor") in (0, 3)
        and ("orders"."cancellation_actor" is null or coalesce("orders"."cancellation_actor" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))),
	CONSTRAINT "orders_phone_digits_are_four" CHECK ("orders"."phone_digits" ~ '^[0-9]{4}$'),
	CONSTRAINT "orders_attempts_are_counted" CHECK ("orders"."attempt_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "refund_batch_lines" (
	"batch_id" text collate "C" NOT NULL,
	"line_no" integer NOT NULL,
	"partner_reference_no" text collate "C" NOT NULL,
	"order_id" text collate "C",
	"amount" bigint,
	"reason" text collate "C",
	"partner_refund_no" text collate "C" NOT NULL,
	"status" "refund_batch_line_status" NOT NULL,
	"refusal" "line_refusal",
	CONSTRAINT "refund_batch_lines_batch_id_line_no_pk" PRIMARY KEY("batch_id","line_no"),
	CONSTRAINT "refund_batch_lines_refusal_is_told" CHECK (("refund_batch_lines"."status" = 'REFUSED') = ("refund_batch_lines"."refusal" is not null)),
	CONSTRAINT "refund_batch_lines_can_be_sent" CHECK ("refund_batch_lines"."status" = 'REFUSED' or ("refund_batch_lines"."order_id" is not null and "refund_batch_lines"."amount" > 0))
);
--> statement-breakpoint
CREATE TABLE "refund_batches" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"batch_no" text collate "C" NOT NULL,
	"content_hash" text collate "C" NOT NULL,
	"status" "refund_batch_status" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"line_count" integer NOT NULL,
	"refund_count" integer NOT NULL,
	"amount" bigint NOT NULL,
	"requested_by" jsonb NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"needs_approval" boolean NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"decision_reason" text collate "C",
	"stop_reason" text collate "C",
	"leased_until" timestamp (3) with time zone,
	CONSTRAINT "refund_batches_batch_no" UNIQUE("batch_no"),
	CONSTRAINT "refund_batches_are_counted" CHECK ("refund_batches"."refund_count" between 0 and "refund_batches"."line_count" and "refund_batches"."amount" >= 0),
	CONSTRAINT "refund_batches_requester_is_known" CHECK (coalesce("refund_batches"."requested_by" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false) and "refund_batches"."requested_by" ->> 'id' is not null),
	CONSTRAINT "refund_batches_need_two_people" CHECK ("refund_batches"."decided_by" is null or ("refund_batches"."decided_by" ->> 'kind' = 'OPERATOR'
        and "refund_batches"."decided_by" ->> 'id' is not null and "refund_batches"."decided_by" ->> 'id' <> "refund_batches"."requested_by" ->> 'id')),
	CONSTRAINT "refund_batches_run_when_approved" CHECK (not "refund_batches"."needs_approval" or "refund_batches"."status" in ('WAITING', 'REFUSED', 'EXPIRED') or "refund_batches"."decided_by" is not null),
	CONSTRAINT "refund_batches_decision_is_whole" CHECK (("refund_batches"."decided_by" is null) = ("refund_batches"."decided_at" is null) and ("refund_batches"."decided_by" is null) = ("refund_batches"."decision_reason" is null)),
	CONSTRAINT "refund_batches_say_why_they_stopped" CHECK (("refund_batches"."status" = 'STOPPED') = ("refund_batches"."stop_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"order_id" text collate "C" NOT NULL,
	"partner_refund_no" text collate "C" NOT NULL,
	"refund_no" text collate "C",
	"amount" bigint NOT NULL,
	"reason" text collate "C",
	"actor" jsonb NOT NULL,
	"status" "operation_status" NOT NULL,
	"returned" bigint NOT NULL,
	"returned_at" timestamp (3) with time zone,
	"content_hash" text collate "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"request" text collate "C",
	CONSTRAINT "refunds_partner_refund_no" UNIQUE("partner_refund_no"),
	CONSTRAINT "refunds_amount_is_positive" CHECK ("refunds"."amount" > 0),
	CONSTRAINT "refunds_returned_is_within_amount" CHECK ("refunds"."returned" between 0 and "refunds"."amount" and ("refunds"."returned" > 0) = ("refunds"."returned_at" is not null)
        and ("refunds"."returned" = 0 or "refunds"."status" = 'SUCCEEDED')),
	CONSTRAINT "refunds_actor_is_whole" CHECK (coalesce("refunds"."actor" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false))
);
--> statement-breakpoint
CREATE TABLE "repeat_declines" (
	"operation" text collate "C" PRIMARY KEY NOT NULL,
	"declined_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_bodies" (
	"source" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "kept_bodies_source_id_pk" PRIMARY KEY("source","id")
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
CREATE TABLE "retention_progress" (
	"source" text collate "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"id" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settlement_imports" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "settlement_imports_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"id" text collate "C" NOT NULL,
	"status" "settlement_import_status" NOT NULL,
	"file_name" text collate "C" NOT NULL,
	"unit_kind" "settlement_unit_kind",
	"unit_name" text collate "C",
	"day" text collate "C",
	"actor" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"imported_at" timestamp (3) with time zone,
	"judged_at" timestamp (3) with time zone,
	"searched_at" timestamp (3) with time zone,
	"file_hash" text collate "C",
	"line_count" integer NOT NULL,
	"gross" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"service_tax" bigint NOT NULL,
	"withholding_tax" bigint NOT NULL,
	"net" bigint NOT NULL,
	CONSTRAINT "settlement_imports_id" UNIQUE("id"),
	CONSTRAINT "settlement_imports_actor_is_whole" CHECK (coalesce("settlement_imports"."actor" @@ 'strict $.kind like_regex "^(GATEWAY|DANA|OPERATOR)$" || ($.kind like_regex "^(SERVER_KEY|CLIENT_TOKEN|CHECKOUT_TOKEN)$" && $.id != null)', false)),
	CONSTRAINT "settlement_imports_unit_is_whole" CHECK (("settlement_imports"."unit_kind" is null) = ("settlement_imports"."unit_name" is null) and ("settlement_imports"."unit_kind" is null) = ("settlement_imports"."day" is null)),
	CONSTRAINT "settlement_imports_day_is_a_day" CHECK ("settlement_imports"."day" ~ '^\d{4}-\d\d-\d\d$'),
	CONSTRAINT "settlement_imports_end_is_whole" CHECK (("settlement_imports"."status" = 'IMPORTED') = ("settlement_imports"."imported_at" is not null) and ("settlement_imports"."status" = 'IMPORTED') = ("settlement_imports"."file_hash" is not null)
        and ("settlement_imports"."status" = 'STAGED') = ("settlement_imports"."leased_until" is not null)),
	CONSTRAINT "settlement_imports_hash_is_sha256" CHECK ("settlement_imports"."file_hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "settlement_lines" (
	"import_number" integer NOT NULL,
	"line_no" integer NOT NULL,
	"key" text collate "C" NOT NULL,
	"type" "settlement_type" NOT NULL,
	"batch_no" text collate "C" NOT NULL,
	"transaction_id" text collate "C" NOT NULL,
	"reference_no" text collate "C",
	"merchant_id" text collate "C" NOT NULL,
	"settled_at" timestamp (3) with time zone NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"partner_reference_no" text collate "C" NOT NULL,
	"request_id" text collate "C",
	"pay_method" text collate "C" NOT NULL,
	"gross" bigint NOT NULL,
	"commission" bigint NOT NULL,
	"service_tax" bigint NOT NULL,
	"withholding_tax" bigint NOT NULL,
	"net" bigint NOT NULL,
	CONSTRAINT "settlement_lines_import_number_line_no_pk" PRIMARY KEY("import_number","line_no")
);
--> statement-breakpoint
CREATE TABLE "world" (
	"id" integer PRIMARY KEY NOT NULL,
	"environment" text collate "C" NOT NULL,
	"dana_host" text collate "C" NOT NULL,
	"partner_id" text collate "C" NOT NULL,
	"merchant_id" text collate "C" NOT NULL,
	"stamped_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "world_is_one_row" CHECK ("world"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_key_id_server_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."server_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_subjects" ADD CONSTRAINT "operator_subjects_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "server_keys" ADD CONSTRAINT "server_keys_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_endpoint_url_event_endpoints_url_fk" FOREIGN KEY ("endpoint_url") REFERENCES "public"."event_endpoints"("url") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event" FOREIGN KEY ("order_id","version") REFERENCES "public"."order_events"("order_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_batch_lines" ADD CONSTRAINT "refund_batch_lines_batch_id_refund_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."refund_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_batch_lines" ADD CONSTRAINT "refund_batch_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checkout_access_revocations_at" ON "checkout_access_revocations" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "console_sessions_of_operator" ON "console_sessions" USING btree ("operator_id","created_at");--> statement-breakpoint
CREATE INDEX "console_sessions_of_key" ON "console_sessions" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "console_sessions_used" ON "console_sessions" USING btree ("last_used_at");--> statement-breakpoint
CREATE INDEX "console_sessions_revoked" ON "console_sessions" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "operators_revoked" ON "operators" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "order_access_revocations_at" ON "order_access_revocations" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "server_keys_revoked" ON "server_keys" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "used_sign_in_flows_by_end" ON "used_sign_in_flows" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "approvals_newest" ON "approvals" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "approvals_newest_by_status" ON "approvals" USING btree ("status","requested_at","id");--> statement-breakpoint
CREATE INDEX "approvals_newest_of_order" ON "approvals" USING btree ("order_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("expires_at") WHERE "approvals"."status" = 'WAITING';--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_one_for_each_fact" ON "approvals" USING btree ("order_id","act",("evidence" ->> 'reference')) WHERE "approvals"."evidence" is not null and "approvals"."status" in ('WAITING', 'GRANTED');--> statement-breakpoint
CREATE INDEX "event_deliveries_due" ON "event_deliveries" USING btree ("endpoint_url","due_at") WHERE "event_deliveries"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "event_deliveries_failed" ON "event_deliveries" USING btree ("endpoint_url","position") WHERE "event_deliveries"."attempt_count" > 0;--> statement-breakpoint
CREATE INDEX "event_deliveries_given_up" ON "event_deliveries" USING btree ("endpoint_url","position") WHERE "event_deliveries"."due_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "event_places_position" ON "event_places" USING btree ("position") WHERE "event_places"."position" is not null;--> statement-breakpoint
CREATE INDEX "event_places_unplaced" ON "event_places" USING btree ("number") WHERE "event_places"."position" is null;--> statement-breakpoint
CREATE INDEX "incidents_newest" ON "incidents" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_newest_by_kind" ON "incidents" USING btree ("kind","status","occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_newest_by_status" ON "incidents" USING btree ("status","occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_alert_due" ON "incidents" USING btree ("alert_due_at") WHERE "incidents"."alert_due_at" is not null;--> statement-breakpoint
CREATE INDEX "incidents_alert_failed" ON "incidents" USING btree ("alert_due_at") WHERE "incidents"."alert_attempt_count" > 0;--> statement-breakpoint
CREATE INDEX "incidents_unresolved_of_order" ON "incidents" USING btree ("order_id") WHERE "incidents"."status" <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "incidents_unresolved_of_notification" ON "incidents" USING btree ("notification_id") WHERE "incidents"."status" <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "incidents_unresolved_of_reference" ON "incidents" USING btree ("partner_reference_no") WHERE "incidents"."status" <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX "inbox_of_order" ON "inbox" USING btree ("order_id","order_version");--> statement-breakpoint
CREATE INDEX "inbox_content" ON "inbox" USING hash ("content_hash");--> statement-breakpoint
CREATE INDEX "inbox_oldest" ON "inbox" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "inbox_orphaned_by_reference" ON "inbox" USING btree ("partner_reference_no","received_at","id") WHERE "inbox"."disposition" = 'ORPHANED';--> statement-breakpoint
CREATE INDEX "inbox_kept" ON "inbox" USING btree ("received_at","id") WHERE "inbox"."disposition" in ('ORPHANED', 'QUARANTINED');--> statement-breakpoint
CREATE INDEX "order_events_given_back" ON "order_events" USING btree ("occurred_at") WHERE "order_events"."type" in ('REFUNDED', 'REFUNDED_ELSEWHERE', 'CANCELLED', 'CHARGED_BACK');--> statement-breakpoint
CREATE INDEX "orders_reference_no" ON "orders" USING hash ("reference_no");--> statement-breakpoint
CREATE INDEX "orders_newest" ON "orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "orders_newest_by_status" ON "orders" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_newest_by_pay_method" ON "orders" USING btree ("pay_method","status","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_newest_by_paid_with" ON "orders" USING btree (jsonb_path_query_array("paid_with", '$[*].payMethod'),"created_at","id") WHERE "orders"."paid" > 0;--> statement-breakpoint
CREATE INDEX "orders_newest_by_lifetime" ON "orders" USING btree (width_bucket(extract(epoch from "updated_at" - "created_at")::double precision, '{60,240,960,3840,15360,61440,245760,983040,3932160,15728640}'::double precision[]),"created_at","id");--> statement-breakpoint
CREATE INDEX "orders_paid_at" ON "orders" USING btree ("paid_at","paid") WHERE "orders"."paid_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_voided" ON "orders" USING btree (coalesce("paid_at", "cancellation_requested_at")) WHERE "orders"."voided" > 0;--> statement-breakpoint
CREATE INDEX "orders_changed_on_later_day" ON "orders" USING btree ("updated_at") WHERE date_trunc('day', "orders"."updated_at" at time zone interval '7 hours') > date_trunc('day', "orders"."paid_at" at time zone interval '7 hours');--> statement-breakpoint
CREATE INDEX "orders_amount" ON "orders" USING btree ("amount","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_payment_number" ON "orders" USING btree ((reverse(coalesce("instruction" ->> 'number', "instruction" ->> 'code')) collate "C")) WHERE "orders"."instruction" is not null;--> statement-breakpoint
CREATE INDEX "orders_phone_digits" ON "orders" USING btree ("phone_digits","created_at","id") WHERE "orders"."phone_digits" is not null;--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_late_query" ON "orders" USING btree ("late_query_at") WHERE "orders"."late_query_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_cancellation_pending" ON "orders" USING btree ("cancellation_requested_at","id") WHERE "orders"."cancellation_status" = 'PENDING';--> statement-breakpoint
CREATE INDEX "orders_leased" ON "orders" USING btree ("leased_until") WHERE "orders"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX "refund_batch_lines_waiting" ON "refund_batch_lines" USING btree ("batch_id","line_no") WHERE "refund_batch_lines"."status" = 'WAITING';--> statement-breakpoint
CREATE INDEX "refund_batches_newest" ON "refund_batches" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "refund_batches_newest_by_status" ON "refund_batches" USING btree ("status","requested_at","id");--> statement-breakpoint
CREATE INDEX "refund_batches_waiting" ON "refund_batches" USING btree ("expires_at") WHERE "refund_batches"."status" = 'WAITING';--> statement-breakpoint
CREATE INDEX "refunds_refund_no" ON "refunds" USING btree ("refund_no") WHERE "refunds"."refund_no" is not null;--> statement-breakpoint
CREATE INDEX "refunds_updated_at" ON "refunds" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "refunds_long" ON "refunds" USING btree ("updated_at") WHERE "refunds"."updated_at" - "refunds"."created_at" > interval '1 day';--> statement-breakpoint
CREATE INDEX "refunds_of_order" ON "refunds" USING btree ("order_id","created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_pending" ON "refunds" USING btree ("created_at","id") WHERE "refunds"."status" = 'PENDING';--> statement-breakpoint
CREATE INDEX "refunds_oldest" ON "refunds" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "kept_bodies_by_check" ON "kept_bodies" USING btree ("source","checked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_imports_file" ON "settlement_imports" USING btree ("file_hash","unit_kind","unit_name","day") WHERE "settlement_imports"."status" = 'IMPORTED';--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_imports_unnamed_file" ON "settlement_imports" USING btree ("file_hash") WHERE "settlement_imports"."status" = 'IMPORTED' and "settlement_imports"."unit_kind" is null;--> statement-breakpoint
CREATE INDEX "settlement_imports_of_day" ON "settlement_imports" USING btree ("day");--> statement-breakpoint
CREATE INDEX "settlement_imports_newest" ON "settlement_imports" USING btree ("imported_at","id") WHERE "settlement_imports"."status" = 'IMPORTED';--> statement-breakpoint
CREATE INDEX "settlement_imports_newest_by_day" ON "settlement_imports" USING btree ("day","imported_at","id") WHERE "settlement_imports"."status" = 'IMPORTED';--> statement-breakpoint
CREATE INDEX "settlement_imports_newest_by_unit_kind" ON "settlement_imports" USING btree ("unit_kind","imported_at","id") WHERE "settlement_imports"."status" = 'IMPORTED';--> statement-breakpoint
CREATE INDEX "settlement_imports_newest_by_unit_name" ON "settlement_imports" USING btree ("unit_name","imported_at","id") WHERE "settlement_imports"."status" = 'IMPORTED';--> statement-breakpoint
CREATE INDEX "settlement_lines_of_reference" ON "settlement_lines" USING btree ("partner_reference_no");--> statement-breakpoint
CREATE INDEX "settlement_lines_of_request" ON "settlement_lines" USING btree ("request_id") WHERE "settlement_lines"."request_id" is not null;