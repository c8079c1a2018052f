// The floor: a table of plain text in the page, of as many rows, as large, and drawn in the same way as Roster's, only the rows in view
// and a few ahead, without anything that Roster does besides.
(() => {
  const [ROW, HEAD, AHEAD] = [52, 42, 8];

  const STYLE = `
    #plain { position: fixed; inset: 0; z-index: 9999; background: Canvas; color: CanvasText; font-size: 13.5px; }
    #plain .scroll { position: absolute; overflow: auto; border: 1px solid #ddd; }
    #plain table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
    #plain th, #plain td { padding: 0 12px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; text-align: start;
      border-bottom: 1px solid #ddd; }
    #plain thead th { position: sticky; top: 0; height: ${HEAD}px; background: #eee; }
    #plain tbody tr:not(.gap) { height: ${ROW}px; }
    #plain tbody tr.gap td { padding: 0; border: 0; }
    #plain [role=dialog] { position: absolute; left: 25%; top: 15%; width: 50%; padding: 24px; background: Canvas; border: 1px solid #999; }
    #plain [role=dialog] input { display: block; width: 100%; margin: 12px 0; }`;

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Lays it over Roster's table, which is not drawn meanwhile: as large, and with as many columns and rows. */
  const open = (count) => {
    const theirs = window.stopwatch.scroller('main');
    const { left, top, width, height } = theirs.getBoundingClientRect();
    const columns = theirs.querySelectorAll('thead th').length;
    const words = { said: '', turn: 0, upward: 1 };

    const text = (row, column) => `${words.said} Plain text ${words.turn}.${row}.${column}`;
    const cells = (row) => Array.from({ length: columns }, (_, column) => make(column === 0 ? 'th' : 'td', {}, text(row, column)));
    const gap = () => make('tr', { class: 'gap', 'aria-hidden': 'true' }, make('td', { colspan: columns }));
    const [before, after] = [gap(), gap()];
    const body = make('tbody', {}, before, after);
    const heads = Array.from({ length: columns }, (_, column) => make('th', { scope: 'col' }, `Column ${column}`));
    const table = make('table', {}, make('thead', {}, make('tr', { 'aria-rowindex': 1 }, ...heads)), body);
    const box = make('div', { class: 'scroll', style: `left:${left}px;top:${top}px;width:${width}px;height:${height}px` }, table);

    const drawn = new Map();
    const draw = () => {
      const from = Math.max(0, Math.floor(box.scrollTop / ROW) - AHEAD);
      const to = Math.min(count, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + AHEAD);
      for (const [row, element] of drawn) {
        if (row >= from && row < to) continue;
        element.remove();
        drawn.delete(row);
      }
      let next = after;
      for (let row = to - 1; row >= from; row -= 1) {
        let element = drawn.get(row);
        if (!element) {
          element = make('tr', { 'aria-rowindex': row + 2 }, ...cells(row));
          body.insertBefore(element, next);
          drawn.set(row, element);
        }
        next = element;
      }
      before.firstChild.style.height = `${from * ROW}px`;
      after.firstChild.style.height = `${(count - to) * ROW}px`;
    };
    const drawAnew = () => {
      for (const element of drawn.values()) element.remove();
      drawn.clear();
      draw();
    };

    const field = make('input', { 'aria-label': 'Plain search', class: 'field' });
    field.addEventListener('input', () => {
      words.said = field.value;
      drawAnew();
    });
    const others = make('button', { class: 'others' }, 'Other rows');
    others.addEventListener('click', () => {
      words.turn += 1;
      drawAnew();
    });
    const plain = make('div', { id: 'plain' }, make('style', {}, STYLE), field, others, box);
    const dialog = make('button', { class: 'dialog' }, 'Open a dialog');
    dialog.addEventListener('click', () => {
      const fields = Array.from({ length: 5 }, (_, number) => make('input', { 'aria-label': `Field ${number}` }));
      const shown = make('div', { role: 'dialog', 'aria-label': 'Plain dialog' }, ...fields);
      shown.addEventListener('keydown', ({ key }) => key === 'Escape' && shown.remove());
      plain.append(shown);
      fields[0].focus();
    });
    others.after(dialog);
    box.addEventListener('scroll', draw);

    document.getElementById('root').style.display = 'none';
    document.body.append(plain);
    draw();
  };

  const close = () => {
    document.getElementById('plain').remove();
    document.getElementById('root').style.display = '';
  };

  window.plainTable = { open, close };
})();
