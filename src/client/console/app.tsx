import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApprovalsScreen } from './approvals-screen.tsx';
import { ConsoleProvider } from './console-context.ts';
import { IncidentsScreen } from './incidents-screen.tsx';
import { SearchScreen } from './search-screen.tsx';
import { createSignInService, type Session } from './sign-in/session.ts';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { firstLanguage, wordings } from './wording.ts';

const tabs = ['search', 'approvals', 'incidents'] as const;
type Tab = (typeof tabs)[number];

/** The console: signing in, then one screen at a time. `base`: the address of the console. */
export function App({ base, preferred }: { base: string; preferred: readonly string[] }) {
  const [language, setLanguage] = useState(firstLanguage(preferred));
  const [session, setSession] = useState<Session | null>(null);
  const [tab, setTab] = useState<Tab>('search');
  const wording = wordings[language];
  useEffect(() => {
    document.documentElement.lang = language === 'ID' ? 'id' : 'en';
    document.title = wording.title;
  }, [language, wording]);
  const service = useMemo(() => createSignInService(base), [base]);
  const leave = () => setSession(null);
  // Whether or not the gateway heard of it, this page forgets the session.
  const signOut = () =>
    void session
      ?.signOut()
      .catch(() => undefined)
      .finally(leave);
  const other = language === 'EN' ? 'ID' : 'EN';

  return (
    <>
      <header>
        <h1>{wording.title}</h1>
        {session !== null && (
          <nav>
            {tabs.map((one) => (
              <button
                type="button"
                key={one}
                aria-current={one === tab ? 'page' : undefined}
                onClick={() => setTab(one)}
              >
                {wording[one]}
              </button>
            ))}
          </nav>
        )}
        <span class="ends">
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
      <main>
        {session === null ? (
          <SignInScreen service={service} wording={wording} onSignedIn={setSession} />
        ) : (
          <ConsoleProvider value={{ ...session, language, wording, onSignedOut: leave }}>
            {tab === 'search' && <SearchScreen />}
            {tab === 'approvals' && <ApprovalsScreen />}
            {tab === 'incidents' && <IncidentsScreen />}
          </ConsoleProvider>
        )}
      </main>
    </>
  );
}
