// Who the page is for, where a Worker asks. It is a demo's login: on a developer's own machine any name will do.

import { clearTrouble, showTrouble } from "./trouble.js";

const byId = (id) => document.getElementById(id);

/** The name of the user who is signed in, or signs in now. */
export async function signIn({ user, wantsCode }) {
  const name = user ?? (await ask(wantsCode));
  byId("who").hidden = false;
  byId("who-name").textContent = name;
  byId("sign-out").addEventListener("click", async () => {
    await fetch("/logout", { method: "POST" });
    location.reload();
  });
  return name;
}

let again;

/** Asks once more, when the session of `user` is over. What is on the page stays: a chosen file, a name. */
export function signInAgain(user, { wantsCode }) {
  again ??= ask(wantsCode, "Your session is over. Sign in again, and everything goes on.").then((name) => {
    again = undefined;
    // Somebody else has other tasks.
    if (name !== user) location.reload();
  });
  return again;
}

/** Shows the form until somebody signed in; returns their name. `why` is said above it. */
function ask(wantsCode, why = "") {
  const form = byId("login");
  document.body.dataset.stage = "login";
  form.hidden = false;
  byId("login-why").textContent = why;
  byId("login-code").hidden = !wantsCode;
  byId("login-name-input").focus();
  return new Promise((signedIn) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const { name, code } = Object.fromEntries(new FormData(form));
      try {
        signedIn(await send({ name, code }));
        byId("login-code-input").value = "";
        clearTrouble(byId("login-trouble"));
        form.hidden = true;
        delete document.body.dataset.stage;
      } catch (error) {
        showTrouble(byId("login-trouble"), error);
      }
    };
  });
}

async function send(body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/login", { method: "POST", headers, body: JSON.stringify(body) });
  const { user, error } = await answer.json();
  if (error) throw Object.assign(new Error(error.message), error, { status: answer.status });
  return user;
}
