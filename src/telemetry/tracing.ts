import {
  type Attributes,
  type Context,
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type TimeInput,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { codeOf } from '../runtime/error-code.ts';

/** Where a span belongs and what it says. No attribute holds an amount, a name, a phone number, a token or a document. */
export interface SpanWish {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: Link[];
  readonly startTime?: TimeInput;
  /** Default: the span that is active. */
  readonly parent?: Context;
}

/** Makes spans. */
export interface Tracing {
  /**
   * Runs work within a span, which is active meanwhile and ends with it; an error is recorded by its name and code. A span
   * that is not sampled is active until the work first awaits.
   */
  within<Result>(name: string, wish: SpanWish, run: (span: Span) => Promise<Result>): Promise<Result>;
  /** Begins a span that is active nowhere; whoever began it ends it. */
  start(name: string, wish: SpanWish): Span;
}

export function makeTracing(tracer: Tracer): Tracing {
  return {
    within(name, { parent = context.active(), ...wish }, run) {
      const span = tracer.startSpan(name, wish, parent);
      const within = trace.setSpan(parent, span);
      if (!span.isRecording()) return context.with(within, run, undefined, span);
      return context.with(within, async () => {
        try {
          return await run(span);
        } catch (error) {
          noteError(span, error);
          throw error;
        } finally {
          span.end();
        }
      });
    },
    start: (name, { parent = context.active(), ...wish }) => tracer.startSpan(name, wish, parent),
  };
}

/** Marks a span as failed. The message of an error may quote a value, so it stays out. */
export function noteError(span: Span, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown';
  span.setAttribute('error.type', codeOf(error) ?? name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The context of a `traceparent`; the root if there is none, or it is malformed. */
export function contextOf(traceparent: string | null | undefined): Context {
  return typeof traceparent === 'string' ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;
}

/** A link to the span of a `traceparent`; none if there is none. */
export function linksTo(traceparent: string | null | undefined): Link[] {
  const linked = trace.getSpanContext(contextOf(traceparent));
  return linked === undefined ? [] : [{ context: linked }];
}

/** The headers that make a receiver's work a child of the span that is active; none without one. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Whether the work under way has a span that is recorded: only then its parts have spans. */
export function isRecorded(): boolean {
  return trace.getActiveSpan()?.isRecording() === true;
}

/** The `traceparent` of the span that is active, if it is recorded. */
export function activeTraceparent(): string | undefined {
  return isRecorded() ? traceHeaders().traceparent : undefined;
}
