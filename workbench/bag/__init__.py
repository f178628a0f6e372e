"""The court bag: report, exhibits, custody, statements, graph, method, as one BagIt folder."""
