// The cost of the cheapest flow through a network that comes on standard input (DIMACS, "min"), by
// LEMON's network simplex: what decide/visits/slots.h is measured against.
#include <lemon/dimacs.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <iostream>

int main()
{
	using Graph = lemon::SmartDigraph;
	Graph graph;
	Graph::ArcMap<long> lower(graph), capacity(graph), cost(graph);
	Graph::NodeMap<long> supply(graph);
	lemon::readDimacsMin(std::cin, graph, lower, capacity, cost, supply);
	lemon::NetworkSimplex<Graph, long> simplex(graph);
	simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
	if (simplex.run() != lemon::NetworkSimplex<Graph, long>::OPTIMAL)
		return 1;
	std::cout << simplex.totalCost<long>() << '\n';
	return 0;
}
