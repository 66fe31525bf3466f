import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { BatchesScreen } from './batches/batches-screen.tsx';
import { ConsoleProvider } from './console-context.ts';
import { Guarded } from './guarded.tsx';
import { OrderScreen } from './order/order-screen.tsx';
import { isOfferedTo } from './rights.ts';
import { type Route, screens, useRoute } from './route.ts';
import { type Found, isLoose, SearchScreen } from './search/search-screen.tsx';
import type { Arrival } from './sign-in/arrival.ts';
import { createSignInService, type Session } from './sign-in/session.ts';
import { SignInAgain } from './sign-in/sign-in-again.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { openTabs } from './sign-in/tabs.ts';
import { troubleWording } from './wording/trouble-words.ts';
import { firstLanguage } from './wording/wording.ts';
import { wordings } from './wording/wordings.ts';
import { ApprovalsScreen } from './work/approvals-screen.tsx';
import { DeliveriesScreen } from './work/deliveries-screen.tsx';
import { IncidentsScreen } from './work/incidents-screen.tsx';
import { LinkScreen } from './work/link-screen.tsx';
import { OrdersScreen } from './work/orders-screen.tsx';
import { OverviewScreen } from './work/overview-screen.tsx';
import { PendingScreen } from './work/pending-screen.tsx';
import { SettlementScreen } from './work/settlement-screen.tsx';

interface AppProps {
  /** The address of the console. */
  readonly base: string;
  /** What the address of the page brought along. */
  readonly arrival: Arrival;
  readonly preferred: readonly string[];
}

const plain: Arrival = { kind: 'plain' };

/** The console: signing in, then one screen at a time. */
export function App({ base, arrival, preferred }: AppProps) {
  const [language, setLanguage] = useState(firstLanguage(preferred));
  const [session, setSession] = useState<Session | null>(null);
  const route = useRoute();
  const [isOpen, setOpen] = useState(false);
  const fold = useRef<HTMLButtonElement>(null);
  const wording = wordings[language];
  useEffect(() => {
    document.documentElement.lang = language === 'ID' ? 'id' : 'en';
    document.title = wording.title;
  }, [language, wording]);
  const service = useMemo(() => createSignInService(base), [base]);
  const tabs = useMemo(() => openTabs(base), [base]);
  const [arrived, setArrived] = useState(arrival);
  const [isOver, setOver] = useState(false);
  const [notice, setNotice] = useState('');
  const end = useCallback(() => setOver(true), []);
  const leave = () => {
    setSession(null);
    setOver(false);
    setArrived(plain);
  };
  const now = useRef({ session, language });
  now.current = { session, language };
  // One function for the life of the page: the sign-in begins anew with another.
  const enter = useCallback(
    (next: Session) => {
      const { session: before, language: spoken } = now.current;
      // Another person starts anew, and knows it: they may have signed in beside this page.
      const isOther = before !== null && before.person.id !== next.person.id;
      setNotice(isOther ? troubleWording[spoken].otherPerson(next.person.name) : '');
      setSession(next);
      setOver(false);
      // What was typed stands in the other tab, not in the one that the identity provider led to.
      tabs.announce(() => before === null && setNotice(troubleWording[spoken].otherTabWaits));
    },
    [tabs],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another screen the notice has been read
  useEffect(() => setNotice(''), [route]);
  // Whether or not the gateway heard of it, this page forgets the session.
  const signOut = () =>
    void session
      ?.signOut()
      .catch(() => undefined)
      .finally(leave);
  const other = language === 'EN' ? 'ID' : 'EN';

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape folds the menu wherever in it the focus is */}
      <header
        onKeyDown={({ key }) => {
          if (key !== 'Escape' || !isOpen) return;
          setOpen(false);
          fold.current?.focus();
        }}
      >
        <h1>{wording.title}</h1>
        {session !== null && (
          <button
            type="button"
            ref={fold}
            class="fold"
            aria-expanded={isOpen}
            aria-controls="menu"
            onClick={() => setOpen(!isOpen)}
          >
            {wording.menu}
          </button>
        )}
        {session !== null && (
          <nav id="menu" aria-label={wording.title} data-open={isOpen}>
            {screensOf(session.person.role).map((screen) => (
              <a
                key={screen}
                href={`#${screen}`}
                aria-current={screen === route.screen ? 'page' : undefined}
                onClick={() => {
                  setOpen(false);
                  if (screen === 'search') document.getElementById('text')?.focus();
                }}
              >
                {wording[screen]}
              </a>
            ))}
          </nav>
        )}
        <span class="ends">
          {session !== null && (
            <span class="soft">
              {session.person.name}, {session.person.role}
            </span>
          )}
          <button type="button" lang={other === 'ID' ? 'id' : 'en'} onClick={() => setLanguage(other)}>
            {other === 'ID' ? 'Bahasa Indonesia' : 'English'}
          </button>
          {session !== null && (
            <button type="button" onClick={signOut}>
              {wording.signOut}
            </button>
          )}
        </span>
      </header>
      <p role="status" class="notice">
        {notice}
      </p>
      {session === null ? (
        <main>
          <SignInScreen service={service} arrival={arrived} wording={wording} onSignedIn={enter} />
        </main>
      ) : (
        <div key={session.person.id} hidden={isOver}>
          <ConsoleProvider value={{ ...session, language, wording, onSignedOut: end }}>
            <ShownScreen route={route} />
          </ConsoleProvider>
        </div>
      )}
      {session !== null && isOver && (
        <SignInAgain service={service} tabs={tabs} language={language} onSignedIn={enter} onLeave={leave} />
      )}
    </>
  );
}

/** The screens that a role can use. */
const screensOf = (role: string) =>
  screens.filter((screen) => screen !== 'link' || isOfferedTo(role, 'makeLinks'));

/** A batch and a payment link have screens of their own. */
const addressOf = ({ screen, part = '' }: Exclude<Route, { screen: 'order' }>) =>
  screen === 'batches' || screen === 'link' ? `${screen}/${part}` : screen;

/** One screen. It gets the focus when it is opened, as a page of its own would; the search gives it to its field. */
function ShownScreen({ route }: { route: Route }) {
  const [found, setFound] = useState<Found | null>(null);
  const main = useRef<HTMLElement>(null);
  const key = route.screen === 'order' ? route.orderId : addressOf(route);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen takes the focus
  useEffect(() => (main.current?.querySelector<HTMLElement>('[data-first]') ?? main.current)?.focus(), [key]);
  return (
    <main ref={main} tabIndex={-1}>
      <Guarded key={key}>
        {route.screen === 'order' && (
          <OrderScreen
            key={route.orderId}
            id={route.orderId}
            isLoose={found !== null && isLoose(found) && found.hits[0]?.order.id === route.orderId}
          />
        )}
        {route.screen === 'overview' && <OverviewScreen />}
        {route.screen === 'batches' && <BatchesScreen key={route.part} batchNo={route.part} />}
        {route.screen === 'pending' && <PendingScreen part={route.part} />}
        {route.screen === 'deliveries' && <DeliveriesScreen />}
        {route.screen === 'link' && <LinkScreen key={route.part} checkoutId={route.part} />}
        {route.screen === 'orders' && <OrdersScreen />}
        {route.screen === 'settlement' && <SettlementScreen />}
        {route.screen === 'approvals' && <ApprovalsScreen />}
        {route.screen === 'incidents' && <IncidentsScreen />}
        {route.screen === 'search' && <SearchScreen found={found} onFound={setFound} />}
      </Guarded>
    </main>
  );
}
