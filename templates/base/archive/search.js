// Full-text search over window.briefingIndex: rows of day, story, title, text, date, language.
// Accents and case are ignored; every word must occur; titles count more than the text.
(function () {
  "use strict";
  var LIMIT = 100;
  var box = document.getElementById("search");
  var field = document.getElementById("q");
  var count = document.getElementById("count");
  var list = document.getElementById("results");
  var lang = document.documentElement.lang;

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  var rows = (window.briefingIndex || []).map(function (row) {
    return { row: row, title: plain(row[2]), text: plain(row[3]) };
  });

  function find(words) {
    var hits = [];
    rows.forEach(function (entry, place) {
      var score = 0;
      var all = words.every(function (word) {
        var inTitle = entry.title.indexOf(word) >= 0;
        var inText = entry.text.indexOf(word) >= 0;
        score += (inTitle ? 3 : 0) + (inText ? 1 : 0);
        return inTitle || inText;
      });
      if (all) hits.push({ score: score, place: place, row: entry.row });
    });
    return hits.sort(function (a, b) { return b.score - a.score || a.place - b.place; });
  }

  function show(hits) {
    list.textContent = "";
    hits.slice(0, LIMIT).forEach(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var when = document.createElement("span");
      link.href = "../" + hit.row[0] + "/" + lang + "/" + hit.row[1] + ".html";
      link.textContent = hit.row[2];
      if (hit.row[5] !== lang) link.lang = hit.row[5];
      when.className = "n";
      when.textContent = hit.row[4];
      item.append(link, " ", when);
      list.append(item);
    });
  }

  function search() {
    var words = plain(field.value).split(/\s+/).filter(Boolean);
    var hits = words.length ? find(words) : [];
    show(hits);
    var text = "";
    if (words.length) {
      text = hits.length === 0 ? box.dataset.none
        : hits.length === 1 ? box.dataset.one
        : box.dataset.many.replace("{n}", String(hits.length));
      if (hits.length > LIMIT) text += " " + box.dataset.first;
    }
    count.textContent = text;
    history.replaceState(null, "", words.length ? "#" + encodeURIComponent(field.value) : "#");
  }

  field.addEventListener("input", search);
  if (location.hash.length > 1) {
    try { field.value = decodeURIComponent(location.hash.slice(1)); } catch (error) { field.value = ""; }
    search();
  }
})();
