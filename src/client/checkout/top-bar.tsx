import { Icon } from '../elements/icons.tsx';
import { usePage } from '../elements/page-context.ts';
import type { Language } from '../elements/wording.ts';
import { wordings } from './wording/choose-language.ts';

const names: Readonly<Record<Language, string>> = { id: 'Indonesia', en: 'English' };

/** The link back to the shop, and the choice of language; `speak` is null if the language is fixed. */
export function TopBar({ speak }: { speak: ((language: Language) => void) | null }) {
  const { shop, wording } = usePage();
  const name =
    shop.logo === null ? (
      shop.name
    ) : (
      <img class="logo" src={shop.logo} alt={shop.name ?? wording.backToShop} />
    );
  if (name === null && shop.url === null && speak === null) return null;
  return (
    <header class="top">
      {shop.url === null ? (
        <span class="shop">{name}</span>
      ) : (
        <a class="shop" href={shop.url}>
          <Icon of="back" />
          <span class="visually-hidden">{wording.backToShop}: </span>
          {name ?? wording.backToShop}
        </a>
      )}
      {speak !== null && <Languages speak={speak} />}
    </header>
  );
}

function Languages({ speak }: { speak: (language: Language) => void }) {
  const { wording } = usePage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons in a bar are no fieldset of a form
    <div class="languages" role="group" aria-label={wording.switchLanguage}>
      {(Object.keys(wordings) as Language[]).reverse().map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-label={`${language.toUpperCase()}, ${names[language]}`}
          aria-pressed={wording.language === language}
          onClick={() => speak(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
