# What a course of infusions costs.

cost-line = { $date }: you pay { $you }{ $over ->
        [yes] {" "}({ $balance } of it over what the plan allows)
       *[no] {""}
    }, the plan pays { $plan }
cost-total = In all: you pay { $you }, the plan pays { $plan }
cost-option = { $name }: you pay { $you }, the plan pays { $plan }
cost-option-lacking = { $name }: not known; it needs more facts
cost-option-in-network = If it is approved in network
cost-option-out-of-network = If it is approved out of network
cost-option-self-pay = If you pay it yourself
