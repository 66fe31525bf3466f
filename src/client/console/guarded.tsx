import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { useConsole } from './console-context.ts';
import { troubleWording } from './wording/trouble-words.ts';

/** Shows the screen inside, or says that it cannot: a newer gateway may answer with values that this page has no words for. */
export function Guarded({ children }: { children: ComponentChildren }) {
  const { language } = useConsole();
  const [error] = useErrorBoundary((thrown: unknown) => console.warn(thrown));
  const words = troubleWording[language];
  if (error === undefined) return <>{children}</>;
  return (
    <div role="alert">
      <p>{words.broken}</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </p>
    </div>
  );
}
