import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Screen, screenOf } from '../elements/checkout-view.ts';
import { type PageContext, PageProvider } from '../elements/page-context.ts';
import { EndedScreen } from '../elements/screens/ended-screen.tsx';
import { InstructionScreen } from '../elements/screens/instruction-screen.tsx';
import {
  LoadingScreen,
  PreparingScreen,
  RefusedScreen,
  TimeOverScreen,
  UnreachableScreen,
} from '../elements/screens/notice-screens.tsx';
import { OptionsScreen } from '../elements/screens/options-screen.tsx';
import { ReceiptScreen } from '../elements/screens/receipt-screen.tsx';
import { Summary } from '../elements/screens/summary.tsx';
import type { Language } from '../elements/wording.ts';
import { TopBar } from './top-bar.tsx';

const screens: Readonly<Record<Screen, ComponentType>> = {
  loading: LoadingScreen,
  unreachable: UnreachableScreen,
  refused: RefusedScreen,
  options: OptionsScreen,
  preparing: PreparingScreen,
  instruction: InstructionScreen,
  timeOver: TimeOverScreen,
  ended: EndedScreen,
  receipt: ReceiptScreen,
};

/** The whole page: the current screen beside the summary of the purchase. */
export function App({ speak, ...page }: PageContext & { speak: ((language: Language) => void) | null }) {
  const { view, nowMs } = page;
  const screen = screenOf(view, nowMs);
  const Shown = screens[screen];
  // A new attempt has a new instruction, although the screen stays the same.
  const main = useHeadingFocus(`${screen} ${screen === 'instruction' ? view.order?.id : ''}`);
  return (
    <PageProvider value={page}>
      <TopBar speak={speak} />
      <div class="columns">
        {view.checkout !== null && <Summary isPayable={screen === 'options' || screen === 'instruction'} />}
        <main ref={main} data-screen={screen}>
          <Shown />
        </main>
      </div>
    </PageProvider>
  );
}

/**
 * Moves the focus to the heading when the screen changes, so that a screen reader announces the change and
 * the keyboard continues there. The first screen is left to the browser.
 */
function useHeadingFocus(screen: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const before = shown.current;
    shown.current = screen;
    if (before === null || before === screen || before.startsWith('loading')) return;
    main.current?.querySelector('h1')?.focus();
    main.current?.closest('#checkout')?.scrollIntoView({ block: 'start' });
  }, [screen]);
  return main;
}
