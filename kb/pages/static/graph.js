// Draws the ties around an actor; the list on the page says the same without this.
"use strict";
const box = document.getElementById("graph");
if (box) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node", style: {
      label: "data(label)", color: colour("--ink"), "font-size": 11, "text-wrap": "wrap", "text-max-width": 110, "text-valign": "bottom", "text-margin-y": 4,
      "background-color": colour("--affiliation"), width: 16, height: 16, "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    { selector: "node[kind = 'Person']", style: { "background-color": colour("--communication") } },
    { selector: "node[kind = 'Topic']", style: { "background-color": colour("--position"), shape: "round-rectangle", "font-style": "italic" } },
    { selector: "node[centre = 1]", style: { width: 34, height: 34, "font-size": 14, "font-weight": "bold" } },
    { selector: "edge", style: {
      label: "data(label)", color: colour("--soft"), "font-size": 9, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": .8,
      "line-color": colour("--line"), "target-arrow-color": colour("--soft"), width: "mapData(times, 1, 12, 1, 6)", "text-rotation": "autorotate",
      "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    { selector: "edge[label = 'Supports']", style: { "line-color": colour("--affiliation"), "target-arrow-color": colour("--affiliation") } },
    { selector: "edge[label = 'Opposes']", style: { "line-color": colour("--deadline"), "target-arrow-color": colour("--deadline") } },
  ];
  fetch(box.dataset.elements).then((answer) => answer.json()).then((elements) => {
    const drawing = cytoscape({
      container: box, elements, style: style(), minZoom: .2, maxZoom: 3,
      layout: { name: "concentric", concentric: (node) => (node.data("centre") ? 2 : 1), levelWidth: () => 1, minNodeSpacing: 34, animate: false, padding: 24 },
    });
    drawing.on("tap", "node[kind != 'Topic']", (event) => { location.href = "/graph?iri=" + encodeURIComponent(event.target.id()); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawing.style(style()));
    box.dataset.drawn = "true";
  });
}
