// The SPARQL console on this server's own endpoint.
"use strict";
const prefixes = {
  kb: "https://w3id.org/newskb/ontology#",
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
};
const first = `PREFIX kb: <https://w3id.org/newskb/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?who ?act ?content WHERE {
  ?communication a kb:Communication ;
    kb:source/rdfs:label ?who ;
    kb:act ?act ;
    kb:content ?content .
}
LIMIT 25
`;
const endpoint = new URL("/sparql", location.href).href;
// the others ask servers elsewhere for words to complete
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.value = first;
Yasgui.Yasr.defaults.prefixes = prefixes;
window.yasgui = new Yasgui(document.getElementById("console"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  persistenceId: null,
});
