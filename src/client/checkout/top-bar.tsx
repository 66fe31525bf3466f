import { Icon } from '../elements/icons.tsx';
import { usePage } from '../elements/page-context.ts';
import type { Language } from '../elements/wording.ts';
import { wordings } from './wording/choose-language.ts';

const names: Readonly<Record<Language, string>> = { id: 'Indonesia', en: 'English' };

/** The link back to the shop, and the choice of language. */
export function TopBar({ speak }: { speak: (language: Language) => void }) {
  const { shop, wording } = usePage();
  return (
    <header class="top">
      {shop.url === null ? (
        <span class="shop">{shop.name}</span>
      ) : (
        <a class="shop" href={shop.url}>
          <Icon of="back" />
          <span class="visually-hidden">{wording.backToShop}: </span>
          {shop.name ?? wording.backToShop}
        </a>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons in a bar are no fieldset of a form */}
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
    </header>
  );
}
