import { useEffect, useState } from 'preact/hooks';
import { createGatewayClient, type GatewayClient } from '../core/gateway-client.ts';
import { OrdersDocument } from '../core/generated/graphql.ts';
import { ApprovalsScreen } from './approvals-screen.tsx';
import { ConsoleProvider } from './console-context.ts';
import { IncidentsScreen } from './incidents-screen.tsx';
import { SearchScreen } from './search-screen.tsx';
import { firstLanguage, type Wording, wordings } from './wording.ts';

const tabs = ['search', 'approvals', 'incidents'] as const;
type Tab = (typeof tabs)[number];

/** The console: signing in, then one screen at a time. The key is kept in this page's memory and nowhere else. */
export function App({ gateway, preferred }: { gateway: string; preferred: readonly string[] }) {
  const [language, setLanguage] = useState(firstLanguage(preferred));
  const [client, setClient] = useState<GatewayClient | null>(null);
  const [tab, setTab] = useState<Tab>('search');
  const wording = wordings[language];
  useEffect(() => {
    document.documentElement.lang = language === 'ID' ? 'id' : 'en';
    document.title = wording.title;
  }, [language, wording]);
  const signOut = () => setClient(null);
  const other = language === 'EN' ? 'ID' : 'EN';

  return (
    <>
      <header>
        <h1>{wording.title}</h1>
        {client !== null && (
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
          {client !== null && (
            <button type="button" onClick={signOut}>
              {wording.signOut}
            </button>
          )}
        </span>
      </header>
      <main>
        {client === null ? (
          <SignIn gateway={gateway} wording={wording} onSignedIn={setClient} />
        ) : (
          <ConsoleProvider value={{ client, language, wording, onSignedOut: signOut }}>
            {tab === 'search' && <SearchScreen />}
            {tab === 'approvals' && <ApprovalsScreen />}
            {tab === 'incidents' && <IncidentsScreen />}
          </ConsoleProvider>
        )}
      </main>
    </>
  );
}

interface SignInProps {
  readonly gateway: string;
  readonly wording: Wording;
  readonly onSignedIn: (client: GatewayClient) => void;
}

function SignIn({ gateway, wording, onSignedIn }: SignInProps) {
  const [isBusy, setBusy] = useState(false);
  const [said, say] = useState('');

  async function signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key !== 'string' || isBusy) return;
    setBusy(true);
    say('');
    const client = createGatewayClient({ url: gateway, token: key.trim() });
    try {
      await client.request(OrdersDocument, { first: 1 });
      onSignedIn(client);
    } catch {
      say(wording.signInFailed);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form class="card" onSubmit={(event) => void signIn(event)}>
      <label for="key">{wording.key}</label>
      <input id="key" name="key" type="password" autocomplete="off" required aria-describedby="key-hint" />
      <p id="key-hint">{wording.keyHint}</p>
      <button type="submit" class="primary" disabled={isBusy}>
        {wording.signIn}
      </button>
      <p role="status">{isBusy ? wording.working : said}</p>
    </form>
  );
}
