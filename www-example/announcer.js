// News for those who hear the page. Many cards can change in one moment, and nobody wants to hear each.

const MOST = 3;
const byId = (id) => document.getElementById(id);
let news = [];

export function announce(text) {
  // One round brings the news of all its cards before the next timer.
  if (news.push(text) === 1) setTimeout(tell);
}

function tell() {
  const summary = `${news.length} tasks have news. ${byId("tally").textContent}`;
  byId("announcer").textContent = news.length > MOST ? summary : news.join(" ");
  news = [];
}
