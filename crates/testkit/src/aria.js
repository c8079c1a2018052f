// Finds elements as assistive technology does: by role and accessible name. A small part of the accessible name
// computation (W3C accname 1.2), enough for what Roster's screens are made of.
(() => {
  const ROLE_SELECTORS = {
    alert: '[role=alert]',
    button: 'button, [role=button]',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    combobox: 'select, [role=combobox]',
    dialog: '[role=dialog], [role=alertdialog], dialog',
    heading: 'h1, h2, h3, h4, [role=heading]',
    link: 'a[href], [role=link]',
    menuitem: '[role=menuitem], [role=menuitemradio]',
    navigation: 'nav, [role=navigation]',
    option: 'option, [role=option]',
    radio: 'input[type=radio], [role=radio]',
    row: 'tr, [role=row]',
    searchbox: 'input[type=search], [role=searchbox]',
    status: '[role=status], output',
    tab: '[role=tab]',
    table: 'table, [role=table], [role=grid]',
    field: 'input:not([type=hidden]), textarea, select',
  };

  const visible = (element) => {
    if (element.closest('[aria-hidden=true], [hidden], [inert]')) return false;
    const style = getComputedStyle(element);
    return style.visibility !== 'hidden' && style.display !== 'none' && element.getClientRects().length > 0;
  };

  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
    const label = node.getAttribute('aria-label');
    if (label) return label;
    return [...node.childNodes].map(text).join(' ');
  };

  const tidy = (value) => value.replace(/[⁦-⁩]/g, '').replace(/\s+/g, ' ').trim();

  const name = (element) => {
    const ids = element.getAttribute('aria-labelledby');
    if (ids) return tidy(ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(text).join(' '));
    const label = element.getAttribute('aria-label');
    if (label) return tidy(label);
    if (element.labels?.length) return tidy([...element.labels].map(text).join(' '));
    if (element.matches('input, textarea, select')) return tidy(element.getAttribute('title') ?? '');
    return tidy(text(element) || element.getAttribute('title') || '');
  };

  const matches = (actual, wanted) => (wanted.endsWith('…') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted);

  return {
    /** Every visible element of a role whose name is `wanted`; a trailing … asks for the beginning only. */
    find: (role, wanted) =>
      [...document.querySelectorAll(ROLE_SELECTORS[role])].filter(
        (element) => visible(element) && (wanted === null || matches(name(element), wanted)),
      ),
    names: (role) => [...document.querySelectorAll(ROLE_SELECTORS[role])].filter(visible).map(name),
    text: () => tidy(document.body.innerText),
  };
})()
