// Measures within the page what a person waits for there: from an input event until what it brought about is painted. What WebDriver
// itself takes is no part of it. Times are in milliseconds, as fine as WebKit's clock is (1 ms).
(() => {
  /** For how long nothing may change before the last change is taken for the last: longer than any pause that is waited for. */
  const QUIET = 300;
  /** How long something may take to begin to change. */
  const PATIENCE = 30_000;
  /** A row without content longer than this is a blank. */
  const BLANK_AFTER = 100;
  /** How high a row is where there is none to be measured (pixels). */
  const ROW = 52;

  const now = () => performance.now();
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(now())));
  /** The first callback comes before the frame is painted, the second after that. */
  const painted = () => frame().then(frame);

  /** The rows that are drawn below `place`, from top to bottom. The header is row 1. */
  const rows = (place) =>
    [...document.querySelectorAll(`${place} [aria-rowindex]`)].filter((row) => row.getAttribute('aria-rowindex') !== '1');
  const isFilled = (row) => row.textContent.trim() !== '';
  const lookOf = (place) => rows(place).map((row) => row.getAttribute('aria-rowindex') + row.textContent).join('\n');

  /** What scrolls the rows. */
  const scroller = (place) => {
    let box = rows(place)[0];
    while (box && (box.scrollHeight <= box.clientHeight + 1 || getComputedStyle(box).overflowY === 'visible')) box = box.parentElement;
    if (!box) throw new Error(`nothing scrolls the rows of ${place}`);
    return box;
  };

  /** How many rows are in view with their content, and how many without, or where there is none at all. */
  const inView = (place, box) => {
    const view = box.getBoundingClientRect();
    const head = document.querySelector(`${place} thead`)?.getBoundingClientRect().height ?? 0;
    const top = view.top + head;
    let [filled, blank, covered, height] = [0, 0, 0, 0];
    for (const row of rows(place)) {
      const rect = row.getBoundingClientRect();
      const seen = Math.min(rect.bottom, view.bottom) - Math.max(rect.top, top);
      if (seen < 1) continue;
      if (isFilled(row)) filled += 1;
      else blank += 1;
      covered += seen;
      height = rect.height;
    }
    const bare = view.bottom - top - covered;
    // A border or a scrollbar may be left over.
    const row = height || ROW;
    return { filled, blank: blank + (bare > row / 2 ? Math.ceil(bare / row) : 0) };
  };

  /**
   * From the last input event of a type until the last change of the rows that follows it. Nothing where they do not change. An event
   * that a script made does not count.
   */
  const rowsAfter = (type, place) =>
    new Promise((resolve) => {
      let [began, delay, look, changes, first, last, timer] = [null, null, '', 0, null, null, null];
      const finish = () => {
        observer.disconnect();
        removeEventListener(type, begin, true);
        resolve(last === null ? null : { took: last - began, first: first - began, delay, changes });
      };
      const waitFor = (time) => {
        clearTimeout(timer);
        timer = setTimeout(finish, time);
      };
      const begin = (event) => {
        if (!event.isTrusted) return;
        [began, delay, look, changes, first, last] = [event.timeStamp, now() - event.timeStamp, lookOf(place), 0, null, null];
        waitFor(PATIENCE);
      };
      const observer = new MutationObserver(() => {
        if (began === null) return;
        const changed = lookOf(place);
        if (changed === look) return;
        look = changed;
        changes += 1;
        const [number, of] = [changes, began];
        clearTimeout(timer);
        painted().then((at) => {
          if (of !== began) return;
          first ??= at;
          if (number !== changes) return;
          last = at;
          waitFor(QUIET);
        });
      });
      addEventListener(type, begin, true);
      const attributeFilter = ['aria-rowindex'];
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
    });

  const FIELDS = 'input:not([type=hidden]), textarea, select';

  /** Whether the dialog on top is there with the focus in its first field. */
  const dialogIsUsable = () => {
    const field = [...document.querySelectorAll('[role=dialog]')].at(-1)?.querySelector(FIELDS);
    return field !== undefined && field !== null && field === document.activeElement;
  };
  const isStill = () =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity);

  /** From an input event of a type until a dialog can be typed in, and until nothing of it moves any more. */
  const dialogAfter = async (type) => {
    const event = await new Promise((resolve) => addEventListener(type, resolve, { capture: true, once: true }));
    const [began, delay] = [event.timeStamp, now() - event.timeStamp];
    const until = async (comeTrue) => {
      while (!comeTrue()) if ((await frame()) > began + 60_000) throw new Error('no dialog within a minute');
      // It was found at the beginning of a frame, which is painted when the next one begins.
      return (await frame()) - began;
    };
    const took = await until(dialogIsUsable);
    return { took, still: await until(isStill), delay };
  };

  /** Until there is no dialog and nothing moves. */
  const alone = async () => {
    while (document.querySelector('[role=dialog]') || !isStill()) await frame();
    return painted();
  };

  /** Whoever signs in goes on to the users as fast as the way there is shown. `everyone` is how many the tab counts in the end. */
  const signIn = (everyone) =>
    new Promise((resolve) => {
      const [times, done] = [{}, {}];
      let began = null;
      const once = (step, isThere) => {
        if (done[step] || !isThere()) return done[step] ?? false;
        done[step] = true;
        return true;
      };
      const note = (step, isThere) => {
        if (done[step]) return true;
        if (!once(step, isThere)) return false;
        painted().then((at) => {
          times[step] = at - began;
          if (step === 'all') resolve(times);
        });
        return true;
      };
      const named = (kind, name) => [...document.querySelectorAll(kind)].find((one) => one.textContent.trim().startsWith(name));
      const press = (step, kind, name) => once(step, () => {
        const found = named(kind, name);
        if (found && found.getAttribute('aria-selected') !== 'true') found.click();
        return found !== undefined;
      });
      const look = () => {
        if (!note('entered', () => named('nav a', 'Settings'))) return;
        if (!press('settings', 'nav a', 'Settings') || !press('users', '[role=tab]', 'User Management')) return;
        if (!note('rows', () => rows('main').some(isFilled))) return;
        const count = () => named('[role=tab]', 'Active Users')?.textContent.replace(/\D/g, '');
        if (note('all', () => count() === String(everyone))) observer.disconnect();
      };
      const observer = new MutationObserver(look);
      const begin = (event) => {
        if (!event.target.closest('button[type=submit]')) return;
        removeEventListener('click', begin, true);
        began = event.timeStamp;
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      };
      addEventListener('click', begin, true);
    });

  /** To the end in so many steps, each as soon as the frame before is painted: what a frame took, and what was in view in it. */
  const drag = async (place, steps) => {
    const box = await toTheTop(place);
    const end = box.scrollHeight - box.clientHeight;
    const seen = [];
    const began = await frame();
    let before = began;
    for (let step = 1; step <= steps; step += 1) {
      box.scrollTop = (end * step) / steps;
      const at = await frame();
      seen.push({ step, at: at - began, frame: at - before, ...inView(place, box) });
      before = at;
    }
    return seen;
  };

  /** The same, looking at each step for `pause`: when every row in view had its content, and what was blank after a while. */
  const jump = async (place, steps, pause) => {
    const box = await toTheTop(place);
    const end = box.scrollHeight - box.clientHeight;
    const seen = [];
    const began = await frame();
    for (let step = 1; step <= steps; step += 1) {
      const at = await frame();
      box.scrollTop = (end * step) / steps;
      let [full, later] = [null, null];
      for (let time = 0; time < pause || full === null || later === null; ) {
        time = (await frame()) - at;
        const view = inView(place, box);
        // What is found at the beginning of a frame is painted at its end.
        if (view.blank > 0) full = null;
        else full ??= (await frame()) - at;
        if (later === null && time >= BLANK_AFTER) later = view;
        if (time > 60_000) throw new Error(`step ${step} stays blank`);
      }
      seen.push({ step, at: at - began, full, ...later });
    }
    return seen;
  };

  /** With all rows there and at rest. */
  const toTheTop = async (place) => {
    const box = scroller(place);
    box.scrollTop = 0;
    do await new Promise((resolve) => setTimeout(resolve, QUIET));
    while (inView(place, box).blank > 0);
    await painted();
    return box;
  };

  window.stopwatch = { rows, scroller, rowsAfter, dialogAfter, alone, signIn, drag, jump, isStill, inView, armed: null };
})();
