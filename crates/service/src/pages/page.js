// Comfort for those who have JavaScript: shows the password, says how strong it is, and spares a trip to the server that
// would lose it. The server decides all the same.
(() => {
  "use strict";
  const password = document.getElementById("password");
  if (!password) return;
  const error = document.getElementById("password-error");
  const minimum = Number(password.dataset.min);

  // Code points of the composed form, as the server counts.
  const characters = () => [...password.value.normalize("NFC")];

  const reveal = document.getElementById("reveal");
  const setRevealed = (revealed) => {
    password.type = revealed ? "text" : "password";
    reveal.textContent = revealed ? reveal.dataset.hide : reveal.dataset.show;
  };
  reveal.hidden = false;
  reveal.addEventListener("click", () => {
    setRevealed(password.type === "password");
    password.focus();
  });

  // Mostly the same few characters, or runs such as 12345 and abcde.
  const repeatsItself = (text) => {
    const lower = text.map((character) => character.toLowerCase());
    const steps = lower.slice(1).map((character, index) => character.codePointAt(0) - lower[index].codePointAt(0));
    const even = steps.filter((step, index) => Math.abs(step) <= 1 || (index > 0 && step === steps[index - 1])).length;
    const doubled = lower.join("") + lower.join("");
    const isRepetition = doubled.indexOf(lower.join(""), 1) < lower.length;
    return new Set(lower).size < 6 || even > steps.length / 2 || isRepetition;
  };

  const judge = (text) => {
    if (text.length < minimum) return ["short", Math.min(1.5, (2 * text.length) / minimum)];
    if (repeatsItself(text)) return ["plain", 2];
    return text.length >= minimum + 7 && new Set(text).size >= 10 ? ["strong", 4] : ["good", 3];
  };

  const strength = document.getElementById("strength");
  const said = document.getElementById("strength-said");
  let saying;
  const showStrength = () => {
    const text = characters();
    strength.hidden = text.length === 0;
    const [verdict, value] = judge(text);
    document.getElementById("strength-text").textContent = strength.dataset[verdict];
    document.getElementById("strength-meter").value = value;
    document.getElementById("strength-count").textContent = strength.dataset.count.replace("{count}", text.length);
    clearTimeout(saying);
    // A screen reader is told when the typing rests, not at every key.
    saying = setTimeout(() => {
      said.textContent = text.length === 0 ? "" : strength.dataset[verdict];
    }, 900);
  };

  const complain = (message) => {
    error.textContent = message;
    error.hidden = false;
    password.setAttribute("aria-invalid", "true");
    password.focus();
  };

  password.addEventListener("input", () => {
    showStrength();
    if (characters().length >= minimum) {
      error.hidden = true;
      password.removeAttribute("aria-invalid");
    }
  });

  let sent = false;
  password.form.addEventListener("submit", (event) => {
    const length = characters().length;
    if (sent || length < minimum) event.preventDefault();
    if (sent) return;
    if (length < minimum) {
      complain(length === 0 ? password.dataset.required : password.dataset.tooShort);
      return;
    }
    // A second click would find the invitation used.
    sent = true;
    setRevealed(false);
  });

  // Back from the next page: the form can be sent again.
  addEventListener("pageshow", () => {
    sent = false;
  });
  showStrength();
})();
